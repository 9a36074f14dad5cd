/**
 * Problems as SARIF 2.1.0, for code scanning.
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import { isAbsolute, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RULES, type Severity } from '../../core/catalog/rules';
import { version } from '../../package.json';
import type { EditReport, FileReport, FixReport, ProblemReport, Region } from './report';

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
};

export function formatSarif(files: readonly FileReport[]): string {
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'aurora-lambda-sql', semanticVersion: version, rules: RULES.map(toRule) } },
        columnKind: 'utf16CodeUnits',
        results: files.flatMap(({ path, problems }) => problems.map((problem) => toResult(path, problem))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function toRule({ code, severity, title }: (typeof RULES)[number]) {
  return { id: code, shortDescription: { text: title }, defaultConfiguration: { level: LEVELS[severity] } };
}

function toResult(path: string, problem: ProblemReport) {
  const artifactLocation = toLocation(path);
  const { code, severity, message, sqlstate, fixes } = problem;
  return {
    ruleId: code,
    ruleIndex: RULES.findIndex((rule) => rule.code === code),
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation, region: toRegion(problem) } }],
    ...(sqlstate !== null && { properties: { sqlstate } }),
    ...(fixes.length > 0 && { fixes: fixes.map((fix) => toFix(fix, artifactLocation)) }),
  };
}

function toFix({ title, edits }: FixReport, artifactLocation: { readonly uri: string }) {
  return {
    description: { text: title },
    artifactChanges: [{ artifactLocation, replacements: edits.map(toReplacement) }],
  };
}

function toReplacement(edit: EditReport) {
  return { deletedRegion: toRegion(edit), insertedContent: { text: edit.newText } };
}

function toRegion({ line, column, endLine, endColumn }: Region) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** Relative paths stay relative, to whatever the reader takes for the root. */
function toLocation(path: string): { readonly uri: string } {
  if (path === '-') return { uri: 'stdin' };
  if (isAbsolute(path)) return { uri: pathToFileURL(path).href };
  return { uri: path.split(sep).map(encodeURIComponent).join('/') };
}
