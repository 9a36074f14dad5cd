-- One call for each row of a table, side by side with the row. LATERAL lets the call see the row's columns.
-- Every row costs an invocation, one after another: filter and LIMIT in a sub-select first.

CREATE SCHEMA IF NOT EXISTS lambda_examples;
DROP TABLE IF EXISTS lambda_examples.customers;
CREATE TABLE lambda_examples.customers (name text PRIMARY KEY);
INSERT INTO lambda_examples.customers VALUES ('Ada'), ('Grace'), ('Linus');

SELECT customer.name, reply.status_code, reply.payload ->> 'greeting' AS greeting
FROM (SELECT name FROM lambda_examples.customers ORDER BY name LIMIT 2) AS customer
CROSS JOIN LATERAL aws_lambda.invoke('greet', jsonb_build_object('name', customer.name)) AS reply;
