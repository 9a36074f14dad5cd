/** Problems for people: what was mended; then place, message, the line with carets, fixes by name; a sum at the end. */
import type { Severity } from '../../core/catalog/rules';
import { Lines, underline } from '../excerpt';
import { visible, type Style } from '../terminal';
import { count } from './count';
import type { FileReport, ProblemReport } from './report';

/** `texts`: what stands in the files, by path. */
export function formatText(
  files: readonly FileReport[],
  texts: ReadonlyMap<string, string>,
  style: Style,
): string {
  const mended = files.flatMap(({ path, fixed = [] }) =>
    fixed.map(({ code, title }) => `${style.bold(`${visible(path)}:`)} fixed ${code}: ${visible(title)}\n`),
  );
  const blocks = files.flatMap(({ path, problems }) => {
    if (problems.length === 0) return [];
    const lines = new Lines(texts.get(path) ?? '');
    return problems.map((problem) => formatProblem(path, problem, lines, style));
  });
  const head = mended.length > 0 ? `${mended.join('')}\n` : '';
  return head + [...blocks, summarize(files)].join('\n');
}

/** Ends with an empty line's beginning, so that blocks stand apart when they are joined. */
export function formatProblem(path: string, problem: ProblemReport, lines: Lines, style: Style): string {
  const { line, column, endLine, endColumn, severity, code, message, sqlstate, fixes } = problem;
  const text = lines.lineText(line);
  const [shown, carets] = underline(text, column, endLine === line ? endColumn : text.length + 1);
  const colour = severity === 'error' ? style.red : severity === 'warning' ? style.yellow : style.dim;
  const state = sqlstate === null ? '' : ` (${sqlstate})`;
  return [
    `${style.bold(`${visible(path)}:${line}:${column}:`)} ${colour(severity)} ${code}: ${visible(message)}${state}`,
    `    ${shown}`,
    `    ${colour(carets)}`,
    ...fixes.map(({ title }) => `    fix: ${visible(title)}`),
    '',
  ].join('\n');
}

function summarize(files: readonly FileReport[]): string {
  const problems = files.flatMap((file) => file.problems);
  if (files.length === 0) return 'No files to check.\n';
  const where = count(files.length, 'file');
  if (problems.length === 0) return `No problems in ${where}.\n`;
  const counts = (['error', 'warning', 'information'] as const)
    .map(
      (severity) => [severity, problems.filter((problem) => problem.severity === severity).length] as const,
    )
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => countSeverity(number, severity));
  return `${count(problems.length, 'problem')} in ${where}: ${counts.join(', ')}.\n`;
}

function countSeverity(number: number, severity: Severity): string {
  return severity === 'information' ? `${number} for information` : count(number, severity);
}
