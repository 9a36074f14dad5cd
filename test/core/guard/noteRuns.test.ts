import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFunctionRuns } from '../../../core/guard/functionFigures';
import { createRunNotes, findOnlyFunction } from '../../../core/guard/noteRuns';
import { invocationRow, OUT_COLUMNS, rowsOf } from '../../support/panelRuns';

const CALL =
  "SELECT * FROM aws_lambda.invoke('us-west-2:function:my-function:live', '{}'::json, log_type => 'Tail')";

test('the function that all calls of a statement name', () => {
  assert.equal(findOnlyFunction(CALL), 'my-function');
  assert.equal(findOnlyFunction(`${CALL} UNION ALL ${CALL}`), 'my-function');
  for (const sql of [
    `${CALL} UNION ALL ${CALL.replace('my-', 'other-')}`,
    `${CALL} UNION ALL ${CALL.replace(/'us.*live'/, ":'name'")}`,
    "SELECT * FROM aws_lambda.invoke($1, '{}'::json)",
    'SELECT 1',
    'SELECT * FROM aws_lambda.invoke(',
  ])
    assert.equal(findOnlyFunction(sql), undefined, sql);
});

test('REPORT lines of its rows are noted, of no other statement', () => {
  const runs = createFunctionRuns();
  const note = createRunNotes(runs, 'here');
  note({ kind: 'statementStarted', index: 0, sql: CALL, start: 0 });
  note({ kind: 'statementStarted', index: 1, sql: 'SELECT * FROM kept', start: 0 });
  note(rowsOf(1, OUT_COLUMNS, [invocationRow({})]));
  assert.equal(runs.find('here', 'my-function'), undefined);
  note(rowsOf(0, OUT_COLUMNS, [invocationRow({}), ['202', null, null, null]]));
  assert.deepEqual(runs.find('here', 'my-function'), {
    kind: 'lastRuns',
    runs: 1,
    billedMs: 349,
    memoryMb: 128,
  });
});
