import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findReport } from '../../core/invocation/report';
import type { Report } from '../../core/invocation/report';

const ID = '3b7e4a52-0d9c-4f21-9f5e-7a4b1c2d3e4f';
const NONE: Report = {
  requestId: ID,
  durationMs: null,
  billedDurationMs: null,
  memorySizeMb: null,
  maxMemoryUsedMb: null,
  initDurationMs: null,
};
const FULL = { durationMs: 2338.66, billedDurationMs: 2521, memorySizeMb: 3009, maxMemoryUsedMb: 173 };
const TABBED = `REPORT RequestId: ${ID}\tDuration: 2338.66 ms\tBilled Duration: 2521 ms\tMemory Size: 3009 MB\tMax Memory Used: 173 MB\t`;

const FORMS: Readonly<Record<string, readonly [string, Partial<Report>]>> = {
  'a warm start': [TABBED, FULL],
  'a cold start': [`${TABBED}Init Duration: 265.72 ms\t`, { ...FULL, initDurationMs: 265.72 }],
  'a restored snapshot': [`${TABBED}Restore Duration: 398.97 ms\tBilled Restore Duration: 182 ms\t`, FULL],
  'a time-out': [`${TABBED}Status: timeout`, FULL],
  'an error': [`${TABBED}Status: error\tError Type: Runtime.OutOfMemory`, FULL],
  'a trace line below': [
    `${TABBED}\nXRAY TraceId: 1-5e1b-4c\tSegmentId: 1234567890abcdef\tSampled: true\t\n`,
    FULL,
  ],
  'the old form with a blank before the tab': [
    `REPORT RequestId: ${ID}\tDuration: 1.79 ms\tBilled Duration: 100 ms \tMemory Size: 128 MB\tMax Memory Used: 46 MB\t\n`,
    { durationMs: 1.79, billedDurationMs: 100, memorySizeMb: 128, maxMemoryUsedMb: 46 },
  ],
  'tabs become blanks': [
    `${TABBED}Init Duration: 265.72 ms`.replaceAll('\t', '  '),
    { ...FULL, initDurationMs: 265.72 },
  ],
  'carriage returns': [`START RequestId: ${ID}\r\n${TABBED}\r\nlater\r\n`, FULL],
  'one line cut at its end': [
    `REPORT RequestId: ${ID}\tDuration: 2338.66 ms\tBilled Dur`,
    { durationMs: 2338.66 },
  ],
  'a function that prints the word first': [`REPORT RequestId: fake\tDuration: 1 ms\n${TABBED}`, FULL],
  'the JSON log format': [
    `{"timestamp":"2024-03-13T18:56:24.046Z","level":"INFO","message":"platform.report"}\n{"time":"2024-03-13T18:56:24.046Z","type":"platform.report","record":{"requestId":"${ID}","metrics":{"durationMs":2338.66,"billedDurationMs":2521,"memorySizeMB":3009,"maxMemoryUsedMB":173,"initDurationMs":265.72},"status":"success"}}`,
    { ...FULL, initDurationMs: 265.72 },
  ],
};

for (const [name, [log, figures]] of Object.entries(FORMS)) {
  test(`report: ${name}`, () => assert.deepEqual(findReport(log), { ...NONE, ...figures }));
}

test('no report', () => {
  for (const log of [
    '',
    'START RequestId: 1 Version: $LATEST',
    'INIT_REPORT Init Duration: 0.79 ms\tPhase: init\tStatus: error',
    'mT RequestId: x\tDuration: 2 ms',
    '{"type":"platform.report","record":nul',
    '{"type":"platform.report","record":null}',
    '{"type":"platform.report","record":{"metrics":{}}}',
  ]) {
    assert.equal(findReport(log), undefined, log);
  }
});
