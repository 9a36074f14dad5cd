"""The function of AWS's own example: it answers every event with a greeting.

In SQL its name is the file's name without the ending: aws_lambda.invoke('my-function', ...)
"""

import json


def lambda_handler(event, context):
    # What is printed ends up in the log that log_type => 'Tail' asks for.
    print("received", json.dumps(event))
    return {
        'statusCode': 200,
        'body': json.dumps('Hello from Lambda!')
    }
