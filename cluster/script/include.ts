/** `\i` and `\ir`: from the name in a script to the file that it means. */
import { dirname, isAbsolute, join, normalize } from 'node:path';
import type { ReadScript, ScriptReading } from './options';

/** A file may include itself, as in psql, if a condition ends that; this many deep none has. */
const DEEPEST = 100;

/** A file of a script that is being read. */
export interface ScriptFile {
  readonly text: string;
  /** As psql would name it; undefined for what is no file. */
  readonly name: string | undefined;
  /** Undefined for the script itself. */
  readonly included?: Inclusion;
}

export interface Inclusion {
  readonly path: string;
  /** Where in the script itself the command stands that led here. */
  readonly at: number;
  /** The names of the files that led here, this one last. */
  readonly trail: readonly string[];
}

/** `name` as written; `relative`: `\ir`, from the folder of the script that it stands in. */
export interface IncludeCommand {
  readonly name: string;
  readonly relative: boolean;
}

export type FoundFile =
  | { readonly kind: 'file'; readonly file: ScriptFile }
  /** `endless`: whatever the script says about errors, it must not go on. */
  | { readonly kind: 'failed'; readonly message: string; readonly advice?: string; readonly endless?: true };

/** `offset`: where in `from` the command stands. */
export async function findIncluded(
  { name: written, relative }: IncludeCommand,
  from: ScriptFile,
  offset: number,
  read: ReadScript | undefined,
): Promise<FoundFile> {
  const name = normalize(relative ? besideScript(written, from.name) : written);
  const before = from.included?.trail ?? (from.name === undefined ? [] : [from.name]);
  if (before.length >= DEEPEST) return tooDeep(name, before);
  const reading: ScriptReading = read
    ? await read(name)
    : { kind: 'failed', message: 'files cannot be included here' };
  if (reading.kind === 'failed') return reading;
  const { path, text } = reading;
  const included = { path, at: from.included?.at ?? offset, trail: [...before, name] };
  return { kind: 'file', file: { text, name, included } };
}

function besideScript(name: string, script: string | undefined): string {
  return script === undefined || isAbsolute(name) ? name : join(dirname(script), name);
}

function tooDeep(name: string, trail: readonly string[]): FoundFile {
  const last = trail.lastIndexOf(name);
  const circle = last < 0 ? '' : `: ${[...trail.slice(last), name].join(' includes ')}`;
  return {
    kind: 'failed',
    endless: true,
    message: `the files include each other more than ${DEEPEST} deep${circle}`,
    advice: 'Take out the \\i that leads back, or end the circle with \\if.',
  };
}
