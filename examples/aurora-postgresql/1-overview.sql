-- "Overview of using a Lambda function"
-- The embedded cluster has both extensions already; on Aurora this is the first step, once in each database.

CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE;
