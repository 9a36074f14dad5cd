-- Named arguments say which seat a value takes. Without them 'Event' in the third place is a Region to one overload
-- and an invocation type to the other. Arguments with a default may be left out, and the order is free.

SELECT status_code, payload
FROM aws_lambda.invoke(
  function_name   => 'my-function',
  payload         => '{"body": "Hello from Postgres!"}'::json,
  region          => 'us-west-2',
  invocation_type => 'RequestResponse',
  log_type        => 'None'
);

-- The first ones by position, the rest by name; := means the same as =>.
SELECT status_code, executed_version
FROM aws_lambda.invoke('my-function', '{}'::json, log_type := 'Tail', qualifier := '$LATEST');
