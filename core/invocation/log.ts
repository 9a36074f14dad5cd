/** How grave a log line says it is; Lambda's `FATAL` counts as error, `TRACE` as debug. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** One line of a decoded log: Lambda's own (`start`, `end`, `report`, `init`) or the function's. */
export interface LogLine {
  readonly kind: 'start' | 'end' | 'report' | 'init' | 'message';
  /** Undefined where the line names none. */
  readonly level?: LogLevel;
  readonly text: string;
}

const LEVELS: Readonly<Record<string, LogLevel>> = {
  FATAL: 'error',
  CRITICAL: 'error',
  CRIT: 'error',
  ERROR: 'error',
  FAIL: 'error',
  WARNING: 'warn',
  WARN: 'warn',
  INFO: 'info',
  DEBUG: 'debug',
  DBUG: 'debug',
  TRACE: 'debug',
  TRCE: 'debug',
};
const LEVEL = Object.keys(LEVELS).join('|');

/** Where the runtimes write the level. */
const LEVEL_PLACES = [
  // Node, .NET: time, tab, request id, tab, level, tab
  new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\S+\\t[^\\t]*\\t(${LEVEL})\\t`, 'i'),
  // Python in brackets; Log4j after time and request id; `INFO:root:`
  new RegExp(`^(?:\\d[\\d:.,TZ+-]*\\s+){0,2}(?:[0-9a-f-]{36}\\s+)?\\[?(${LEVEL}) ?\\]?[:\\s]`),
  // Lambda's JSON log format
  new RegExp(`^\\{.*"level"\\s*:\\s*"(${LEVEL})"`, 'i'),
];
/** Lines in which the service itself reports that the function ended badly. */
const SERVICE_ERROR =
  /Task timed out after [\d.]+ seconds|^RequestId: \S+ Error: |\tStatus: (?:timeout|error)|"status":"(?:timeout|error|failure)"/;

const KINDS: readonly (readonly [LogLine['kind'], RegExp])[] = [
  ['start', /^START RequestId: |^\{.*"type":"platform\.start"/],
  ['end', /^END RequestId: |^\{.*"type":"platform\.runtimeDone"/],
  ['report', /^REPORT RequestId: |^XRAY TraceId: |^\{.*"type":"platform\.report"/],
  ['init', /^INIT_(?:START|REPORT) |^\{.*"type":"platform\.init/],
];
/** A stack trace goes on below the line that names its level; Python's ends with the error, not indented. */
const CONTINUES = /^\s+\S|^Traceback \(|^Caused by: /;
const PYTHON_FRAME = /^\s+File ".*", line \d+|^\s{4}\S/;
const ERROR_NAME = /^[\w.]+(?:: |$)/;

/** Splits a decoded log into its lines; a trailing line break adds none. */
export function splitLog(log: string): LogLine[] {
  const lines: LogLine[] = [];
  for (const text of log.replace(/\r?\n$/, '').split(/\r?\n/)) {
    const kind = KINDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'message';
    const above = lines.at(-1);
    const inherited =
      kind === 'message' && above?.kind === kind && continues(text, above.text) ? above.level : undefined;
    const level = findLevel(text) ?? inherited;
    lines.push({ kind, text, ...(level && { level }) });
  }
  return log === '' ? [] : lines;
}

function continues(text: string, above: string): boolean {
  return CONTINUES.test(text) || (PYTHON_FRAME.test(above) && ERROR_NAME.test(text));
}

function findLevel(text: string): LogLevel | undefined {
  for (const pattern of LEVEL_PLACES) {
    const name = pattern.exec(text)?.[1];
    if (name) return LEVELS[name.toUpperCase()];
  }
  return SERVICE_ERROR.test(text) ? 'error' : undefined;
}
