/** Known problems: kept in a file of the project, not reported, and no failure. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { CommandFailure, EXIT } from '../exitCode';
import { reasonOf } from '../source';
import type { FileReport } from './report';

/** By file, from the baseline's own folder, with slashes: the codes of the known problems by their fingerprints. */
export type Baseline = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface Comparison {
  /** The reports without what is known. */
  readonly files: readonly FileReport[];
  /** Problems that are in the baseline. */
  readonly known: number;
  /** Entries of the baseline that the checked files don't have any more, and those of files that are gone. */
  readonly gone: number;
}

const VERSION = 1;

/** Throws `CommandFailure` where the file can't be used. */
export function readBaseline(file: string): Baseline {
  if (!existsSync(file))
    throw new CommandFailure(EXIT.usage, `There is no baseline ${file}. Make it with --write-baseline.`);
  const value = parse(file);
  const baseline = isObject(value) && value['version'] === VERSION ? readEntries(value['files']) : undefined;
  if (baseline) return baseline;
  throw new CommandFailure(
    EXIT.usage,
    `${file} is no baseline of this program. Make it again with --write-baseline.`,
  );
}

export function compareWithBaseline(
  file: string,
  baseline: Baseline,
  reports: readonly FileReport[],
): Comparison {
  let known = 0;
  let gone = 0;
  const files = reports.map((report) => {
    const entries = baseline.get(keyOf(file, report.path));
    if (!entries) return report;
    const problems = report.problems.filter(({ fingerprint }) => !entries.has(fingerprint));
    const kept = report.problems.length - problems.length;
    known += kept;
    gone += entries.size - kept;
    return { ...report, problems };
  });
  const checked = new Set(reports.map(({ path }) => keyOf(file, path)));
  for (const [key, entries] of baseline) {
    if (!checked.has(key) && !isThere(file, key)) gone += entries.size;
  }
  return { files, known, gone };
}

/** The problems of the reports, and what `before` knew of files that were not checked now and are still there. */
export function createBaseline(
  file: string,
  reports: readonly FileReport[],
  before: Baseline = new Map(),
): Baseline {
  const checked = new Set(reports.map(({ path }) => keyOf(file, path)));
  const kept = [...before].filter(([key]) => !checked.has(key) && isThere(file, key));
  const fresh = reports
    .filter(({ problems }) => problems.length > 0)
    .map(({ path, problems }) => {
      const entries = new Map(problems.map(({ fingerprint, code }) => [fingerprint, code]));
      return [keyOf(file, path), entries] as const;
    });
  return new Map([...kept, ...fresh].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A line a problem, in the order of the files' names, so that versions are easy to compare and to merge. */
export function writeBaseline(file: string, baseline: Baseline): void {
  const files = Object.fromEntries(
    [...baseline].map(([path, entries]) => [path, Object.fromEntries(entries)]),
  );
  try {
    writeFileSync(file, `${JSON.stringify({ version: VERSION, files }, undefined, 2)}\n`);
  } catch (error) {
    throw new CommandFailure(EXIT.usage, `${file} can't be written: ${reasonOf(error)}.`);
  }
}

function keyOf(file: string, path: string): string {
  return path === '-' ? path : relative(dirname(file), path).split(sep).join('/');
}

function isThere(file: string, key: string): boolean {
  return key === '-' || existsSync(resolve(dirname(file), key));
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw new CommandFailure(EXIT.usage, `${file} can't be read: ${reasonOf(error)}.`);
  }
}

function readEntries(files: unknown): Baseline | undefined {
  if (!isObject(files)) return undefined;
  const baseline = new Map<string, ReadonlyMap<string, string>>();
  for (const [path, entries] of Object.entries(files)) {
    if (!isObject(entries)) return undefined;
    const codes = Object.entries(entries).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    baseline.set(path, new Map(codes));
  }
  return baseline;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
