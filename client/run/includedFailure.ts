/** What to tell of a statement that failed in a file which the script includes. */
import type { IncludedPlace, SqlFailure } from '../../core/invocation/outcome';
import { scanMetaCommand } from '../../core/sql/metaCommand';

/** With the file and the line before the message, as psql has them. */
export function nameFile(failure: SqlFailure, { file, text, start }: IncludedPlace): SqlFailure {
  const line = text.slice(0, start + (failure.offset ?? 0)).split('\n').length;
  return { ...failure, message: `${file}:${line}: ${failure.message}` };
}

/** The command in the script that led to the file; `start` is its offset. */
export function readIncludeCommand(script: string, start: number): string {
  return script.slice(start, scanMetaCommand(script, start)).trimEnd();
}
