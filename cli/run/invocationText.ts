/** One invocation for a person: status, payload as indented JSON, the decoded log, the REPORT figures. */
import type { InvocationText } from '../../core/invocation/invocations';
import type { Invocation } from '../../core/invocation/invocation';
import { indentJson } from '../../core/invocation/jsonNode';
import type { Report } from '../../core/invocation/report';
import { describeStatus } from '../../core/invocation/status';
import { stripColours } from '../../core/invocation/visibleText';
import { visible, visibleBlock, type Style } from '../terminal';

/** `title` e.g. `Invocation 2 of 3`; the payload is printed from PostgreSQL's own text, to the last digit. */
export function formatInvocation(
  title: string,
  invocation: Invocation,
  text: InvocationText,
  style: Style,
): string {
  const { statusCode, executedVersion, log, report } = invocation;
  const { label } = describeStatus(statusCode);
  const status = statusCode === null ? label : `${statusCode} ${label}`;
  const version = executedVersion === null ? '' : `, version ${visible(executedVersion)}`;
  const lines = [
    style.bold(`${title}: ${status}${version}`),
    ...section(
      'payload',
      text.payload === null ? undefined : (indentJson(text.payload) ?? text.payload),
      style,
    ),
    ...section('log', log === null ? undefined : stripColours(log).trimEnd(), style),
    ...section('log_result, which is no base64', invocation.undecodedLog, style),
    ...(report ? [`  ${style.dim('report')}  ${formatReport(report)}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function section(name: string, text: string | undefined, style: Style): string[] {
  if (text === undefined) return [];
  const lines = visibleBlock(text).split('\n');
  return [`  ${style.dim(name)}`, ...lines.map((line) => `    ${line}`)];
}

function formatReport(report: Report): string {
  const { durationMs, billedDurationMs, initDurationMs, maxMemoryUsedMb, memorySizeMb } = report;
  const figures = [
    durationMs !== null && `ran ${durationMs} ms`,
    billedDurationMs !== null && `billed ${billedDurationMs} ms`,
    initDurationMs !== null && `cold start ${initDurationMs} ms`,
    maxMemoryUsedMb !== null &&
      `used ${maxMemoryUsedMb}${memorySizeMb === null ? '' : ` of ${memorySizeMb}`} MB`,
  ];
  return figures.filter((figure) => figure !== false).join(', ');
}
