/**
 * Problems as GitLab's code quality report.
 * Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
import type { Severity } from '../../core/catalog/rules';
import { hashTexts } from './fingerprint';
import type { FileReport, ProblemReport } from './report';
import { repositoryPath } from './repositoryPath';

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'major',
  warning: 'minor',
  information: 'info',
};

export function formatGitlab(files: readonly FileReport[]): string {
  const root = process.env['CI_PROJECT_DIR'];
  const issues = files.flatMap(({ path, problems }) =>
    problems.map((problem) => toIssue(repositoryPath(path, root), problem)),
  );
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}

function toIssue(path: string, { code, severity, message, fingerprint, line, endLine }: ProblemReport) {
  return {
    description: message,
    check_name: code,
    fingerprint: hashTexts(path, fingerprint),
    severity: SEVERITIES[severity],
    location: { path, lines: { begin: line, end: endLine } },
  };
}
