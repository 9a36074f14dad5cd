import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CONFIGURATION_FILE, parseConfiguration, type Grades } from '../../core/configuration';
import { CommandFailure, EXIT } from '../exitCode';
import { reasonOf } from '../source';

/**
 * How the project grades the rules: by the project file of the folder or the nearest one above. Throws
 * `CommandFailure` where it can't be used: a check that passes by a slip of the pen is none.
 */
export function findGrades(folder: string): Grades {
  const file = findUpwards(folder);
  if (file === undefined) return new Map();
  const { grades, complaints } = parseConfiguration(read(file));
  if (complaints.length > 0) throw new CommandFailure(EXIT.usage, `${file}: ${complaints.join(' ')}`);
  return grades;
}

function findUpwards(folder: string): string | undefined {
  const file = join(folder, CONFIGURATION_FILE);
  if (existsSync(file)) return file;
  const parent = dirname(folder);
  return parent === folder ? undefined : findUpwards(parent);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandFailure(EXIT.usage, `${file} can't be read: ${reasonOf(error)}.`);
  }
}
