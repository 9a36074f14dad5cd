/** The figures of Lambda's REPORT log line; `null` where the line does not carry one. */
export interface Report {
  readonly requestId: string;
  readonly durationMs: number | null;
  readonly billedDurationMs: number | null;
  readonly memorySizeMb: number | null;
  readonly maxMemoryUsedMb: number | null;
  readonly initDurationMs: number | null;
}

const REPORT_LINE = /^REPORT RequestId: (\S+)(.*)$/;
const FIGURE = /([A-Z][A-Za-z ]+?): ([\d.]+) (?:ms|MB)/g;

/**
 * Finds the last REPORT of a decoded log tail, as a line of text or, with Lambda's JSON log format, as the
 * `platform.report` object. The tail may be cut at its start, and the separators may be tabs or, once copied,
 * spaces.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
export function findReport(log: string): Report | undefined {
  for (const line of log.split(/\r?\n/).reverse()) {
    const report = readTextReport(line) ?? readJsonReport(line);
    if (report) return report;
  }
  return undefined;
}

function readTextReport(line: string): Report | undefined {
  const [, requestId, rest] = REPORT_LINE.exec(line) ?? [];
  if (requestId === undefined || rest === undefined) return undefined;
  const figures = new Map([...rest.matchAll(FIGURE)].map(([, label, value]) => [label, Number(value)]));
  const figure = (label: string): number | null => figures.get(label) ?? null;
  return {
    requestId,
    durationMs: figure('Duration'),
    billedDurationMs: figure('Billed Duration'),
    memorySizeMb: figure('Memory Size'),
    maxMemoryUsedMb: figure('Max Memory Used'),
    initDurationMs: figure('Init Duration'),
  };
}

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#platform-report */
function readJsonReport(line: string): Report | undefined {
  if (!line.startsWith('{') || !line.includes('"platform.report"')) return undefined;
  const event = readObject(parseObject(line));
  const record = readObject(event['record']);
  const requestId = record['requestId'];
  if (event['type'] !== 'platform.report' || typeof requestId !== 'string') return undefined;
  const metrics = readObject(record['metrics']);
  const figure = (name: string): number | null => {
    const value = metrics[name];
    return typeof value === 'number' ? value : null;
  };
  return {
    requestId,
    durationMs: figure('durationMs'),
    billedDurationMs: figure('billedDurationMs'),
    memorySizeMb: figure('memorySizeMB'),
    maxMemoryUsedMb: figure('maxMemoryUsedMB'),
    initDurationMs: figure('initDurationMs'),
  };
}

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a line cut short by the 4 KB of the tail
  }
}

const readObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
