/**
 * Problems as GitHub's annotations.
 * Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
import type { Severity } from '../../core/catalog/rules';
import { toVisibleText } from '../../core/invocation/visibleText';
import type { FileReport, ProblemReport } from './report';
import { repositoryPath } from './repositoryPath';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
};

export function formatGithub(files: readonly FileReport[]): string {
  const root = process.env['GITHUB_WORKSPACE'];
  return files
    .flatMap(({ path, problems }) => problems.map((problem) => annotate(repositoryPath(path, root), problem)))
    .join('');
}

function annotate(
  path: string,
  { severity, line, endLine, column, endColumn, code, message }: ProblemReport,
): string {
  const place = { file: path, line, endLine, col: column, endColumn, title: code };
  const properties = Object.entries(place).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  // A log shows what a terminal would.
  const shown = toVisibleText(message, '\r\n\t');
  return `::${COMMANDS[severity]} ${properties.join(',')}::${escapeData(shown)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
