-- "Enabling Aurora PostgreSQL extensions in your Babelfish DB cluster"
-- On the PostgreSQL port, as the master user.

-- Not in AWS's document: "create extension" has no IF NOT EXISTS there, so without this the file would run only
-- once. Do not run it on a cluster whose objects depend on the extensions.
DROP EXTENSION IF EXISTS aws_lambda, aws_s3, aws_commons;

-- Not in it either: Babelfish brings these two roles and the schema along, other clusters lack them.
DO $$
BEGIN
  IF to_regrole('rds_superuser') IS NULL THEN CREATE ROLE rds_superuser; END IF;
  IF to_regrole('master_dbo') IS NULL THEN CREATE ROLE master_dbo; END IF;
END;
$$;
CREATE SCHEMA IF NOT EXISTS master_dbo;

GRANT rds_superuser TO master_dbo;

-- NOTICE:  installing required extension "aws_commons"
create extension aws_s3 cascade;

create extension aws_lambda cascade;
