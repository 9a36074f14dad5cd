import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareAnswers, type WayTaken } from '../../../core/directInvocation/compareAnswers';
import { base64, LOG } from '../../support/panelRuns';

const answered = (payload: string | null, log: string | null = LOG, status = '200'): WayTaken => ({
  failed: false,
  invocation: {
    row: 0,
    statusCode: status,
    payload,
    executedVersion: '$LATEST',
    logResult: log === null ? null : base64(log),
    log: null,
  },
});
const failed: WayTaken = { failed: true, invocation: undefined };

test('which side the fault is on', () => {
  const verdict = (direct: WayTaken, database: WayTaken) => compareAnswers(direct, database).verdict;
  assert.match(verdict(answered('{}'), failed), /the fault is on the way to it from the database/);
  assert.match(verdict(failed, failed), /the fault is in the function/);
  assert.match(verdict(failed, answered('{}')), /only when it is invoked directly/);
  assert.equal(verdict(answered('{}'), answered('{}')), 'Both ways gave the same answer.');
  assert.equal(verdict(answered('1'), answered('2')), 'Both ways it was answered, with differences.');
});

test('status, version, payload and log, one by one', () => {
  const other = LOG.replaceAll('8f507cfc-1d2e-4a6b-9b57-2c3d4e5f6a7b', '00000000-1d2e-4a6b-9b57-2c3d4e5f6a7b')
    .replaceAll('2024-05-01T10:00:00', '2025-06-02T11:11:11')
    .replace('82.31', '1.5');
  const { parts } = compareAnswers(answered('{"a": 1, "b": [1.10]}'), answered('{"b":[1.10],"a":1}', other));
  assert.deepEqual(parts, [
    'Status: the same, 200.',
    'Version: the same, $LATEST.',
    'Payload: equal but for white space and the order of members.',
    "Log: the function's lines are the same.",
  ]);
  const differ = compareAnswers(answered('1.10'), answered('1.1', LOG.replace('4711', '4712'), '202'));
  assert.deepEqual(differ.parts, [
    'Status: 200 directly, 202 through the database.',
    'Version: the same, $LATEST.',
    'Payload: different.',
    "Log: the function's lines differ.",
  ]);
});

test('what only one has, and what is no JSON', () => {
  const { parts } = compareAnswers(answered(null), answered('<b>', null));
  assert.deepEqual(parts.slice(2), ['Payload: only through the database.', 'Log: only directly.']);
  const deep = (inner: string) => '['.repeat(100_000) + inner + ']'.repeat(100_000);
  assert.equal(
    compareAnswers(answered(deep('1')), answered(deep(' 1'))).parts[2],
    'Payload: equal but for white space and the order of members.',
  );
});
