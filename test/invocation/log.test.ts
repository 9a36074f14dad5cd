import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitLog } from '../../core/invocation/log';

/** Each line as `kind level`, level `-` where none is named. */
function checkLog(lines: readonly (readonly [string, string])[]): void {
  const split = splitLog(`${lines.map(([text]) => text).join('\n')}\n`);
  assert.deepEqual(
    split.map(({ text, kind, level }) => [text, `${kind} ${level ?? '-'}`]),
    lines,
  );
}

test('a Python log: levels in brackets, a trace belongs to its error', () =>
  checkLog([
    ['INIT_START Runtime Version: python:3.12.v36', 'init -'],
    ['START RequestId: r1 Version: $LATEST', 'start -'],
    ['[INFO]\t2024-05-01T10:00:00.000Z\tr1\tgot 3 items', 'message info'],
    ['[WARNING]\t2024-05-01T10:00:00.000Z\tr1\tslow', 'message warn'],
    ['plain print', 'message -'],
    ['[ERROR] ValueError: no', 'message error'],
    ['Traceback (most recent call last):', 'message error'],
    ['\u00a0\u00a0File "/var/task/a.py", line 3, in handler', 'message error'],
    ['OutOfStock: 0 left', 'message error'],
    ['back to plain', 'message -'],
    ['  indented plain', 'message -'],
    ['END RequestId: r1', 'end -'],
    ['REPORT RequestId: r1\tDuration: 1 ms\tBilled Duration: 2 ms', 'report -'],
    ['XRAY TraceId: 1-2\tSegmentId: 3\tSampled: true', 'report -'],
  ]));

test('a Node log: levels between tabs', () =>
  checkLog([
    ['2024-05-01T10:00:00.000Z\tr1\tINFO\thello', 'message info'],
    ['2024-05-01T10:00:00.000Z\tundefined\tERROR\tUncaught Exception', 'message error'],
    ['    at Runtime.handler (file:///var/task/index.mjs:3:9)', 'message error'],
    ['2024-05-01T10:00:00.000Z\tr1\tDEBUG\tx', 'message debug'],
    ['2024-05-01T10:00:00.000Z\tr1\tfail\tdotnet', 'message error'],
  ]));

test('Log4j, plain prefixes, and words that are no level', () =>
  checkLog([
    ['2024-05-01 12:00:00 0f8fad5b-d9cb-469f-a165-70867728950e WARN  Handler - late', 'message warn'],
    ['ERROR: broken', 'message error'],
    ['INFO:root:started', 'message info'],
    ['[TRACE] deep', 'message debug'],
    ['there was no ERROR here', 'message -'],
    ['INFORMATION', 'message -'],
  ]));

test('the JSON log format', () =>
  checkLog([
    ['{"time":"t","type":"platform.initStart","record":{}}', 'init -'],
    ['{"time":"t","type":"platform.start","record":{"requestId":"r"}}', 'start -'],
    ['{"timestamp":"t","level":"ERROR","message":"x"}', 'message error'],
    ['{"level": "warn", "message": "x"}', 'message warn'],
    ['{"time":"t","type":"platform.runtimeDone","record":{"status":"success"}}', 'end -'],
    ['{"time":"t","type":"platform.report","record":{"status":"timeout"}}', 'report error'],
  ]));

test('what the service says of a bad end is an error', () =>
  checkLog([
    ['2024-05-01T10:00:03.000Z r1 Task timed out after 3.00 seconds', 'message error'],
    ['RequestId: r1 Error: Runtime exited with error: signal: killed', 'message error'],
    ['REPORT RequestId: r1\tDuration: 3000 ms\tStatus: timeout', 'report error'],
  ]));

test('line ends', () => {
  assert.deepEqual(splitLog(''), []);
  assert.deepEqual(
    splitLog('a\r\n\r\nb').map(({ text }) => text),
    ['a', '', 'b'],
  );
});
