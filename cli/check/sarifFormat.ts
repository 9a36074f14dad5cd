/**
 * Problems as SARIF 2.1.0, for code scanning.
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rulePage, RULES, type Severity } from '../../core/catalog/rules';
import { repository, version } from '../../package.json';
import type { EditReport, FileReport, FixReport, ProblemReport, Region } from './report';
import { repositoryPath } from './repositoryPath';

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
        tool: {
          driver: {
            name: 'aurora-lambda-sql',
            informationUri: repository.url.replace(/\.git$/, ''),
            semanticVersion: version,
            rules: RULES.map(toRule),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: files.flatMap(({ path, problems }) => problems.map((problem) => toResult(path, problem))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function toRule({ code, severity, title }: (typeof RULES)[number]) {
  return {
    id: code,
    shortDescription: { text: title },
    helpUri: rulePage(code),
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function toResult(path: string, problem: ProblemReport) {
  const artifactLocation = toLocation(path);
  const { code, severity, message, sqlstate, fingerprint, fixes } = problem;
  return {
    ruleId: code,
    ruleIndex: RULES.findIndex((rule) => rule.code === code),
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation, region: toRegion(problem) } }],
    partialFingerprints: { 'statement/v1': fingerprint },
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

/** Relative to the repository's root, as code scanning wants it. */
function toLocation(path: string): { readonly uri: string } {
  const shown = repositoryPath(path, process.env['GITHUB_WORKSPACE']);
  if (isAbsolute(shown)) return { uri: pathToFileURL(shown).href };
  return { uri: shown.split('/').map(encodeURIComponent).join('/') };
}
