-- A synchronous call gives up after aws_lambda.request_timeout_ms: 3 seconds unless set, 15 minutes at most.
-- slow-function takes 4. Set the limit where it is needed, for one transaction.

DO $$
BEGIN
  PERFORM aws_lambda.invoke('slow-function', '{}'::json);
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'Three seconds were not enough: %', SQLERRM;
END;
$$;

BEGIN;
SET LOCAL aws_lambda.request_timeout_ms = 10000;
SELECT status_code, payload FROM aws_lambda.invoke('slow-function', '{}'::json);
COMMIT;
