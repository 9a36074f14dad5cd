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
 * Finds the last REPORT line of a decoded log tail. The tail may be cut at its start, and the separators may
 * be tabs or, once copied, spaces.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
export function findReport(log: string): Report | undefined {
  const line = log.split('\n').findLast((candidate) => REPORT_LINE.test(candidate));
  const [, requestId, rest] = REPORT_LINE.exec(line ?? '') ?? [];
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
