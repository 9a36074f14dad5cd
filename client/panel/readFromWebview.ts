import type { FromWebview, Stretch } from './protocol';

type Check = (value: unknown) => boolean;

const MAX_TEXT = 8_000_000;
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isText: Check = (value) => typeof value === 'string' && value.length <= MAX_TEXT;
const isFlag: Check = (value) => typeof value === 'boolean';
/** More than anybody selects by hand. */
const MOST_STRETCHES = 100_000;
const isStretch: Check = (value) => {
  if (typeof value !== 'object' || value === null) return false;
  const { start, end, ...more } = value as Record<string, unknown>;
  return isCount(start) && isCount(end) && Number(start) < Number(end) && Object.keys(more).length === 0;
};
/** In order, so that no cell is asked for twice. */
const isStretches: Check = (value) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= MOST_STRETCHES &&
  value.every(isStretch) &&
  (value as Stretch[]).every(({ start }, at, all) => start > (all[at - 1]?.end ?? -1));
const isPart: Check = (value) => value === 'payload' || value === 'log';

const STATEMENT = { runId: isCount, statement: isCount };
const CELL = { ...STATEMENT, row: isCount, column: isCount };
const PART = { ...STATEMENT, invocation: isCount, part: isPart };

/** The fields of each message; a message with one missing, wrong or unknown is dropped. */
const FIELDS: Readonly<Record<FromWebview['kind'], Readonly<Record<string, Check>>>> = {
  ready: {},
  cancel: { runId: isCount },
  runAgain: { runId: isCount },
  showRun: { runId: isCount },
  closeRun: { runId: isCount },
  reveal: STATEMENT,
  exportRows: STATEMENT,
  fetchRows: { ...STATEMENT, requestId: isCount, start: isCount, end: isCount, arranged: isFlag },
  arrangeRows: {
    ...STATEMENT,
    requestId: isCount,
    filter: isText,
    column: (value) => value === null || isCount(value),
    descending: isFlag,
  },
  findRows: {
    ...STATEMENT,
    requestId: isCount,
    arranged: isFlag,
    text: isText,
    matchCase: isFlag,
    wholeCell: isFlag,
  },
  fetchMatch: {
    ...STATEMENT,
    requestId: isCount,
    position: isCount,
    column: isCount,
    backwards: isFlag,
    including: isFlag,
  },
  endFind: STATEMENT,
  fetchFigures: { ...STATEMENT, requestId: isCount },
  fetchInvocations: { ...STATEMENT, requestId: isCount, start: isCount },
  fetchCell: { ...CELL, requestId: isCount },
  copyCell: CELL,
  openCell: CELL,
  saveCell: CELL,
  copyRange: {
    ...STATEMENT,
    arranged: isFlag,
    rows: isStretches,
    columns: isStretches,
    form: (value) => value === 'text' || value === 'ask',
  },
  copyPart: PART,
  openPart: PART,
  copyText: { text: isText },
  fault: { message: isText },
};

/** Reads a message of the webview, which is not trusted; undefined for anything that is none. */
export function readFromWebview(message: unknown): FromWebview | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { kind, ...fields } = message as Record<string, unknown>;
  if (typeof kind !== 'string' || !Object.hasOwn(FIELDS, kind)) return undefined;
  const checks = Object.entries(FIELDS[kind as FromWebview['kind']]);
  const valid =
    Object.keys(fields).length === checks.length &&
    checks.every(([name, check]) => Object.hasOwn(fields, name) && check(fields[name]));
  return valid ? (message as FromWebview) : undefined;
}
