import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Invocation } from '../../core/invocation/invocation';
import { decodeInvocation, findInvocationTexts } from '../../core/invocation/invocations';
import type { Cell, Column } from '../../core/invocation/outcome';

const LOG = 'START RequestId: r1 Version: $LATEST\nhé\nEND RequestId: r1\n';
const LOG_BASE64 = Buffer.from(LOG).toString('base64');
const OUT: readonly string[] = [
  'status_code integer',
  'payload json',
  'executed_version text',
  'log_result text',
];

/** `names` are `name type`. */
function checkInvocations(names: readonly string[], rows: Cell[][], expected: Invocation[]): void {
  assert.deepEqual(readInvocations(columnsOf(names), rows), expected);
}

const readInvocations = (columns: readonly Column[], rows: readonly Cell[][]): Invocation[] =>
  findInvocationTexts(columns, rows).map(decodeInvocation);

function columnsOf(names: readonly string[]): Column[] {
  return names.map((column) => {
    const [name = '', ...type] = column.split(' ');
    return { name, type: type.join(' ') };
  });
}

const invocation = (fields: Partial<Invocation>): Invocation => ({
  statusCode: 200,
  executedVersion: '$LATEST',
  payload: { a: 1 },
  log: null,
  report: null,
  ...fields,
});

test('the four columns of SELECT * are an invocation a row', () =>
  checkInvocations(
    OUT,
    [
      ['200', '{"a": 1}', '$LATEST', LOG_BASE64],
      ['202', null, null, null],
    ],
    [invocation({ log: LOG }), invocation({ statusCode: 202, executedVersion: null, payload: null })],
  ));

test('AWS example with a decoded log column', () =>
  checkInvocations(
    [...OUT, 'log text'],
    [['200', '{"a": 1}', '$LATEST', LOG_BASE64, LOG]],
    [invocation({ log: LOG })],
  ));

test('a log column the statement decoded is read without log_result', () =>
  checkInvocations(
    ['status_code integer', 'log text'],
    [['200', LOG]],
    [invocation({ executedVersion: null, payload: null, log: LOG })],
  ));

test('a subset of columns, and a column of the user beside them', () =>
  checkInvocations(
    ['order_id bigint', 'status_code integer', 'payload jsonb'],
    [['7', '200', '{"a": 1}']],
    [invocation({ executedVersion: null })],
  ));

test('status_code alone counts only when nothing else stands beside it', () => {
  checkInvocations(
    ['status_code integer'],
    [['202']],
    [invocation({ statusCode: 202, payload: null, executedVersion: null })],
  );
  checkInvocations(['url text', 'status_code integer'], [['/a', '404']], []);
});

test('what is no invocation', () => {
  checkInvocations(['payload json'], [['{}']], []);
  checkInvocations(['constructor text', '__proto__ text'], [['a', 'b']], []);
  checkInvocations(['status_code text', 'payload json'], [['OK', '{}']], []);
  checkInvocations([], [[]], []);
});

test('rows of a LEFT JOIN without an invocation are passed over', () => {
  const texts = findInvocationTexts(columnsOf(['id bigint', ...OUT]), [
    ['1', null, null, null, null],
    ['2', '204', null, null, null],
  ]);
  assert.deepEqual(
    texts.map(({ row, statusCode }) => [row, statusCode]),
    [[1, '204']],
  );
});

test('two invocations side by side in one row', () =>
  checkInvocations(
    [...OUT, ...OUT],
    [['200', '{"a": 1}', '$LATEST', null, '202', null, null, null]],
    [invocation({}), invocation({ statusCode: 202, payload: null, executedVersion: null })],
  ));

test('SELECT aws_lambda.invoke(…) gives one record', () => {
  const expected = [invocation({})];
  checkInvocations(['invoke record'], [['(200,"{""a"": 1}",$LATEST,)']], expected);
  checkInvocations(
    ['id integer', 'invoke record'],
    [['1', `(200,"{""a"": 1}",$LATEST,${LOG_BASE64})`]],
    [invocation({ log: LOG })],
  );
  checkInvocations(
    ['invoke record'],
    [['(202,,,)']],
    [invocation({ statusCode: 202, payload: null, executedVersion: null })],
  );
});

test('a record that is something else is left alone', () => {
  checkInvocations(['row record'], [['(1,2,3,4)']], []);
  checkInvocations(['row record'], [['(200,not json,x,)']], []);
  checkInvocations(['row record'], [['(200,"{}")']], []);
  checkInvocations(['row record'], [[null]], []);
});

test('payloads: JSON null, scalars, text that is no JSON, and SQL NULL', () => {
  const payloads = ['null', '"a"', '5', 'plain', '', null].map((text) => ['200', text, null, null]);
  assert.deepEqual(
    readInvocations(columnsOf(OUT), payloads).map(({ payload }) => payload),
    [null, 'a', 5, 'plain', '', null],
  );
});

test('base64 with line breaks decodes; what is none stays visible as it came', () => {
  const broken = `${LOG_BASE64.slice(0, 20)}\n${LOG_BASE64.slice(20)}\n`;
  const logs = [broken, 'not base64!', '', LOG_BASE64.replace(/=+$/, '')].map((text) => [
    '200',
    null,
    null,
    text,
  ]);
  assert.deepEqual(
    readInvocations(columnsOf(OUT), logs).map(({ log, undecodedLog }) => [log, undecodedLog]),
    [
      [LOG, undefined],
      [null, 'not base64!'],
      [null, undefined],
      [LOG, undefined],
    ],
  );
});

test('a tail cut inside a character reads on after it', () => {
  const bytes = Buffer.from('é then text').subarray(1);
  const [found] = readInvocations(columnsOf(OUT), [['200', null, null, bytes.toString('base64')]]);
  assert.equal(found?.log, '\ufffd then text');
});

test('the REPORT line of the log comes as figures', () => {
  const log =
    'REPORT RequestId: r9\tDuration: 1.5 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 39 MB\n';
  const row = ['200', null, null, Buffer.from(log).toString('base64')];
  assert.deepEqual(readInvocations(columnsOf(OUT), [row])[0]?.report, {
    requestId: 'r9',
    durationMs: 1.5,
    billedDurationMs: 2,
    memorySizeMb: 128,
    maxMemoryUsedMb: 39,
    initDurationMs: null,
  });
});
