"""Takes event["seconds"], 4 unless told: longer than aws_lambda.request_timeout_ms, which is 3000 unless set."""

import time


def lambda_handler(event, context):
    seconds = event.get("seconds", 4)
    time.sleep(seconds)
    return {"slept": seconds}
