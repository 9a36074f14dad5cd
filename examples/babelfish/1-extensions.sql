-- "Enabling Aurora PostgreSQL extensions in your Babelfish DB cluster"
-- On the PostgreSQL port, as the master user.

-- Not in AWS's document: "create extension" has no IF NOT EXISTS there, so without this the file would run only
-- once. Do not run it on a cluster whose objects depend on the extensions.
DROP EXTENSION IF EXISTS aws_lambda, aws_s3, aws_commons;

GRANT rds_superuser TO master_dbo;

-- NOTICE:  installing required extension "aws_commons"
create extension aws_s3 cascade;

create extension aws_lambda cascade;
