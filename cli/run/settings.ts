/** The connections that the editor knows in this folder: `auroraLambda.connections` of the workspace's settings. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'jsonc-parser';
import { withAbsoluteFiles } from '../../cluster/profile/absoluteFiles';
import { readConnectionEntry } from '../../cluster/profile/connectionEntry';
import type { ConnectionProfile } from '../../cluster/profile/profile';
import { CommandFailure, EXIT } from '../exitCode';
import { reasonOf } from '../source';

export interface NamedConnections {
  readonly profiles: readonly ConnectionProfile[];
  /** What is wrong with those that can't be used, by name. */
  readonly problems: ReadonlyMap<string, string>;
  /** The settings file they stand in; undefined: there is none with connections. */
  readonly file: string | undefined;
}

const SETTING = 'auroraLambda.connections';

/**
 * Looks from the folder upwards; the nearest settings that have connections count. Throws `CommandFailure` where
 * settings can't be read.
 */
export function findConnections(folder: string): NamedConnections {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = join(at, '.vscode', 'settings.json');
    const entries = existsSync(file) ? readEntries(file) : undefined;
    if (entries) return { ...readConnections(entries, at), file };
    if (at === dirname(at)) return { profiles: [], problems: new Map(), file: undefined };
  }
}

function readEntries(file: string): readonly unknown[] | undefined {
  const settings: unknown = parse(readSettings(file), [], { allowTrailingComma: true });
  const entries = (settings as Readonly<Record<string, unknown>> | undefined)?.[SETTING];
  return Array.isArray(entries) ? entries : undefined;
}

function readSettings(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandFailure(EXIT.noConnection, `${file} can't be read: ${reasonOf(error)}.`);
  }
}

function readConnections(entries: readonly unknown[], folder: string): Omit<NamedConnections, 'file'> {
  const profiles: ConnectionProfile[] = [];
  const problems = new Map<string, string>();
  for (const entry of entries) {
    const reading = readConnectionEntry(entry);
    if (reading.profile) profiles.push(withAbsoluteFiles(reading.profile, folder));
    else problems.set(nameOf(entry), reading.problems.join(' '));
  }
  return { profiles, problems };
}

function nameOf(entry: unknown): string {
  const name = (entry as { readonly name?: unknown } | null)?.name;
  return typeof name === 'string' ? name : '';
}
