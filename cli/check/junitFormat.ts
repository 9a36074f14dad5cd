/**
 * Problems as JUnit's XML: a test suite a file, a test case a problem. Errors fail their case; what does not fail the
 * check passes, with its text as output. The order of elements and attributes is that of the schema of Jenkins'
 * xUnit plugin. Source: https://github.com/jenkinsci/xunit-plugin (junit-10.xsd)
 */
import { escapeXml } from '../../core/text/xml';
import { Lines } from '../excerpt';
import { PLAIN, visible } from '../terminal';
import type { FileReport, ProblemReport } from './report';
import { formatProblem } from './textFormat';

/** `texts`: what stands in the files, by path. */
export function formatJunit(files: readonly FileReport[], texts: ReadonlyMap<string, string>): string {
  const failures = files.reduce((sum, { problems }) => sum + countFailures(problems), 0);
  const tests = files.reduce((sum, file) => sum + countCases(file), 0);
  const suites = files.map((file) => formatSuite(file, new Lines(texts.get(file.path) ?? '')));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="aurora-lambda-sql" time="0" tests="${tests}" failures="${failures}" errors="0">`,
    ...suites,
    '</testsuites>\n',
  ].join('\n');
}

function formatSuite(file: FileReport, lines: Lines): string {
  const { path, problems } = file;
  const name = quote(path);
  const cases =
    problems.length === 0
      ? [`    <testcase name="no problems" time="0" classname=${name}/>`]
      : problems.map((problem) => formatCase(path, problem, lines));
  return [
    `  <testsuite name=${name} tests="${countCases(file)}" failures="${countFailures(problems)}" errors="0" time="0" skipped="0">`,
    ...cases,
    '  </testsuite>',
  ].join('\n');
}

function formatCase(path: string, problem: ProblemReport, lines: Lines): string {
  const { code, line, column, severity, message } = problem;
  const text = toContent(formatProblem(path, problem, lines, PLAIN).trimEnd());
  const content =
    severity === 'error'
      ? `<failure type=${quote(code)} message=${quote(message)}>${text}</failure>`
      : `<system-out>${text}</system-out>`;
  const name = quote(`${code} at ${line}:${column}`);
  return `    <testcase name=${name} time="0" classname=${quote(path)}>\n      ${content}\n    </testcase>`;
}

/** A file without problems is a case that passes. */
function countCases({ problems }: FileReport): number {
  return Math.max(1, problems.length);
}

function countFailures(problems: readonly ProblemReport[]): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}

function quote(text: string): string {
  return `"${toContent(visible(text))}"`;
}

/** XML 1.0, production 2: what no document may hold, not even escaped. */
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function toContent(text: string): string {
  return escapeXml(text.replace(NO_XML, '\ufffd'));
}
