"""The process of one Python handler: python -u pythonRuntime.py HANDLER

Requests come as lines of JSON on standard input; answers go to what was standard output. What the handler prints
goes to standard error, whichever of the two it prints to.
"""

from __future__ import print_function

import sys

if sys.version_info < (3, 8):
    print("Handlers in Python need Python 3.8 or newer; this is %s." % sys.version.split()[0], file=sys.stderr)
    sys.exit(1)

import decimal
import importlib.util
import json
import logging
import os
import queue
import signal
import threading
import time
import traceback


def take_streams():
    """Keeps the streams of the protocol for itself and gives the handler others in their place."""
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8", newline="\n")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    log = os.dup(2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    return requests, answers, log


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            # The handler has closed it.
            pass


class RuntimeFailure(Exception):
    """A failure in the words of Lambda's Python runtime."""

    def __init__(self, error_type, message, trace=()):
        super().__init__(message)
        self.error_type = error_type
        self.trace = list(trace)


class ClientContext:
    def __init__(self, fields):
        self.custom = fields.get("custom")
        self.env = fields.get("env")
        self.client = fields.get("client")


class Identity:
    cognito_identity_id = None
    cognito_identity_pool_id = None


class Context:
    """Source: https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    def __init__(self, message):
        self.aws_request_id = message["id"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = message["version"]
        self.invoked_function_arn = message["arn"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = Identity()
        client_context = json.loads(message["clientContext"] or "null")
        self.client_context = ClientContext(client_context) if isinstance(client_context, dict) else None
        self._deadline_ms = message["deadlineMs"]

    def get_remaining_time_in_millis(self):
        return max(0, int(self._deadline_ms - time.time() * 1000))

    def log(self, text):
        sys.stdout.write(str(text))


class LogFormatter(logging.Formatter):
    """Lambda's own form of a log line. Source: https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html"""

    converter = time.gmtime
    request_id = ""

    def __init__(self):
        super().__init__("[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(request)s\t%(message)s", "%Y-%m-%dT%H:%M:%S")

    def format(self, record):
        record.request = LogFormatter.request_id
        return super().format(record)


def load_handler(path):
    folder, file_name = os.path.split(path)
    module_name = os.path.splitext(file_name)[0]
    sys.path.insert(0, folder)
    # A name with a dash can't be imported by name, so the file is loaded; others may still import it by name.
    spec = importlib.util.spec_from_file_location(module_name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        place = '  File "%s" Line %s\n    %s' % (error.filename, error.lineno, (error.text or "").strip())
        message = "Syntax error in module '%s': %s" % (module_name, error)
        raise RuntimeFailure("Runtime.UserCodeSyntaxError", message, [place])
    except ImportError as error:
        message = "Unable to import module '%s': %s" % (module_name, error)
        raise RuntimeFailure("Runtime.ImportModuleError", message, format_trace(error))
    handler = getattr(module, "lambda_handler", None) or getattr(module, "handler", None)
    if handler is None:
        message = "Handler 'lambda_handler' missing on module '%s'" % module_name
        raise RuntimeFailure("Runtime.HandlerNotFound", message)
    return handler


def format_trace(error):
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename != __file__ and not frame.filename.startswith("<frozen")]
    return traceback.format_list(own)


def describe_error(error, request_id=""):
    if isinstance(error, RuntimeFailure):
        error_type, trace = error.error_type, error.trace
    else:
        error_type, trace = type(error).__name__, format_trace(error)
    return {"errorMessage": str(error), "errorType": error_type, "requestId": request_id, "stackTrace": trace}


def log_error(described):
    trace = "".join(described["stackTrace"])
    print("[ERROR] %s: %s%s" % (
        described["errorType"],
        described["errorMessage"],
        "\nTraceback (most recent call last):\n" + trace if trace else "",
    ))


def to_json(value):
    def convert(other):
        if isinstance(other, decimal.Decimal):
            return float(other)
        raise TypeError("Object of type %s is not JSON serializable" % type(other).__name__)

    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, default=convert)
    except (TypeError, ValueError, RecursionError) as error:
        raise RuntimeFailure("Runtime.MarshalError", "Unable to marshal response: %s" % error)


def max_memory_mb():
    # On Linux, getrusage may tell of the process that started this one.
    if sys.platform.startswith("linux"):
        with open("/proc/self/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return -(-int(line.split()[1]) // 1024)
    try:
        import resource
    except ImportError:
        return 0
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return -(-resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit)


def loaded_files():
    """Modules of the user's: neither Python's own nor installed ones."""
    foreign = tuple({os.path.realpath(path) for path in (sys.prefix, sys.base_prefix, os.path.dirname(os.__file__))})
    files = []
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None)
        if path and path != __file__ and "site-packages" not in path and not os.path.realpath(path).startswith(foreign):
            files.append(path)
    return files


def run(handler, message):
    LogFormatter.request_id = message["id"]
    try:
        response = handler(json.loads(message["event"]), Context(message))
        return {"kind": "payload", "payload": to_json(response)}
    except Exception as error:
        described = describe_error(error, message["id"])
        log_error(described)
        return {"kind": "error", "error": json.dumps(described, ensure_ascii=False), "isFatal": False}


def read_requests(requests, received):
    """On a thread of its own, so that the process ends with the sandbox even while a handler loops."""
    for line in requests:
        received.put(json.loads(line))
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def main():
    requests, answers, log = take_streams()

    def send(message):
        answers.write(json.dumps(message) + "\n")
        answers.flush()

    received = queue.Queue()
    threading.Thread(target=read_requests, args=(requests, received), daemon=True).start()
    log_handler = logging.StreamHandler(sys.stdout)
    log_handler.setFormatter(LogFormatter())
    logging.getLogger().addHandler(log_handler)

    send({"kind": "booted"})
    try:
        handler = load_handler(sys.argv[1])
    except Exception as error:
        described = describe_error(error)
        log_error(described)
        flush()
        facts = {"maxMemoryMb": max_memory_mb(), "files": loaded_files()}
        send({"kind": "error", "error": json.dumps(described, ensure_ascii=False), "isFatal": True, **facts})
        return
    send({"kind": "ready"})
    while True:
        message = received.get()
        answer = run(handler, message)
        flush()
        os.write(log, ("\0end %s\0" % message["id"]).encode())
        send({**answer, "maxMemoryMb": max_memory_mb(), "files": loaded_files()})


main()
