import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFromWebview } from '../../client/panel/readFromWebview';
import type { FromWebview } from '../../client/panel/protocol';

const place = { runId: 1, statement: 0 };
/** One message of each kind. */
const MESSAGES: Readonly<Record<FromWebview['kind'], FromWebview>> = {
  ready: { kind: 'ready' },
  cancel: { kind: 'cancel', runId: 1 },
  runAgain: { kind: 'runAgain', runId: 1 },
  showRun: { kind: 'showRun', runId: 1 },
  closeRun: { kind: 'closeRun', runId: 1 },
  reveal: { kind: 'reveal', ...place },
  exportRows: { kind: 'exportRows', ...place },
  fetchRows: { kind: 'fetchRows', ...place, requestId: 3, start: 0, end: 100, arranged: false },
  arrangeRows: { kind: 'arrangeRows', ...place, requestId: 5, filter: 'x', column: 2, descending: true },
  fetchFigures: { kind: 'fetchFigures', ...place, requestId: 6 },
  fetchInvocations: { kind: 'fetchInvocations', ...place, requestId: 4, start: 25 },
  copyCell: { kind: 'copyCell', ...place, row: 5, column: 2 },
  openCell: { kind: 'openCell', ...place, row: 5, column: 2 },
  copyRange: {
    kind: 'copyRange',
    ...place,
    arranged: true,
    rows: [{ start: 0, end: 10 }],
    columns: [
      { start: 1, end: 2 },
      { start: 4, end: 5 },
    ],
    form: 'text',
  },
  fetchCell: { kind: 'fetchCell', ...place, requestId: 7, row: 5, column: 2 },
  saveCell: { kind: 'saveCell', ...place, row: 5, column: 2 },
  findRows: {
    kind: 'findRows',
    ...place,
    requestId: 8,
    arranged: false,
    text: 'x',
    matchCase: true,
    wholeCell: false,
  },
  fetchMatch: {
    kind: 'fetchMatch',
    ...place,
    requestId: 9,
    position: 5,
    column: 2,
    backwards: true,
    including: false,
  },
  endFind: { kind: 'endFind', ...place },
  copyPart: { kind: 'copyPart', ...place, invocation: 1, part: 'payload' },
  openPart: { kind: 'openPart', ...place, invocation: 1, part: 'log' },
  copyText: { kind: 'copyText', text: 'a' },
  fault: { kind: 'fault', message: 'b' },
};

/** Of the values tried, those that a field may have: an empty text is a text. */
function isFine(kind: string, name: string, value: unknown): boolean {
  if (value === '') return ['text', 'message', 'filter'].includes(name);
  if (value === true)
    return ['arranged', 'descending', 'matchCase', 'wholeCell', 'backwards', 'including'].includes(name);
  return value === null && kind === 'arrangeRows' && name === 'column';
}

for (const [kind, message] of Object.entries(MESSAGES)) {
  test(`${kind} is read as it is`, () => assert.equal(readFromWebview(message), message));

  test(`${kind} is dropped with a field missing, of the wrong type or too many`, () => {
    assert.equal(readFromWebview({ ...message, more: 1 }), undefined);
    for (const name of Object.keys(message)) {
      const rest = Object.fromEntries(Object.entries(message).filter(([other]) => other !== name));
      assert.equal(readFromWebview(rest), undefined, `without ${name}`);
      for (const value of [null, {}, [], true, '', -1, 1.5, NaN]) {
        const changed = { ...rest, [name]: value };
        const fine = isFine(kind, name, value);
        assert.equal(readFromWebview(changed) === undefined, !fine, `${name}: ${JSON.stringify(value)}`);
      }
    }
  });
}

test('what is no message is dropped', () => {
  for (const message of [
    undefined,
    null,
    'ready',
    1,
    [],
    {},
    { kind: 'constructor' },
    { kind: '__proto__' },
  ]) {
    assert.equal(readFromWebview(message), undefined);
  }
  assert.equal(readFromWebview({ kind: 'copyText', text: 'a'.repeat(8_000_001) }), undefined);
  const copy = MESSAGES.copyRange;
  for (const rows of [
    [{ start: 1, end: 1 }],
    [{ start: 2, end: 1 }],
    [{ start: 0, end: 1, more: 1 }],
    [{ start: 0 }],
    [null],
    [[0, 1]],
    // The same row twice, out of order, or two that are one.
    [
      { start: 0, end: 3 },
      { start: 2, end: 4 },
    ],
    [
      { start: 5, end: 6 },
      { start: 0, end: 1 },
    ],
    [
      { start: 0, end: 1 },
      { start: 1, end: 2 },
    ],
  ])
    assert.equal(readFromWebview({ ...copy, rows }), undefined, JSON.stringify(rows));
  assert.equal(
    readFromWebview(Object.assign(Object.create({ runId: 1 }), { kind: 'cancel', x: 1 })),
    undefined,
  );
});
