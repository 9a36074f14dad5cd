-- Tell a function about every new row, without waiting for it: an Event call in an AFTER trigger.
-- A synchronous call would hold the row's locks while the function runs.
-- Mind that the call is not part of the transaction: a ROLLBACK does not take it back.

CREATE SCHEMA IF NOT EXISTS lambda_examples;
DROP TABLE IF EXISTS lambda_examples.orders;

CREATE TABLE lambda_examples.orders (
  id       int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  item     text NOT NULL,
  quantity int NOT NULL
);

CREATE OR REPLACE FUNCTION lambda_examples.order_created() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM aws_lambda.invoke('order-created', to_jsonb(NEW), invocation_type => 'Event');
  RETURN NULL;
END;
$$;

CREATE TRIGGER order_created AFTER INSERT ON lambda_examples.orders
  FOR EACH ROW EXECUTE FUNCTION lambda_examples.order_created();

INSERT INTO lambda_examples.orders (item, quantity) VALUES ('teapot', 1), ('cup', 6) RETURNING *;
