-- Ask whether the call would be allowed, without running the function: 204, and nothing else comes back.

SELECT status_code
FROM aws_lambda.invoke('my-function', '{}'::json, invocation_type => 'DryRun');
