/**
 * Where T-SQL finds a function by its bare name: Babelfish maps `master.dbo` to this schema.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/babelfish-postgres-aws-extensions.html
 */
export const BABELFISH_SCHEMA = 'master_dbo';
