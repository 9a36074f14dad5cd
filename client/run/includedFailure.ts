/** What to tell of a statement that failed in a file which the script includes, or with a row of one. */
import type { IncludedPlace, RowPlace, SqlFailure } from '../../core/invocation/outcome';
import { scanMetaCommand } from '../../core/sql/metaCommand';

/** With the file and the line before the message, as psql has them. */
export function nameFile(failure: SqlFailure, { file, text, start }: IncludedPlace): SqlFailure {
  const line = text.slice(0, start + (failure.offset ?? 0)).split('\n').length;
  return { ...failure, message: `${file}:${line}: ${failure.message}` };
}

/** With the row before the message whose values it ran with. */
export function nameRow(failure: SqlFailure, { file, line }: RowPlace): SqlFailure {
  return { ...failure, message: `${file}:${line}: ${failure.message}` };
}

/** The command in the script that led to the file; `start` is its offset. */
export function readIncludeCommand(script: string, start: number): string {
  return script.slice(start, scanMetaCommand(script, start)).trimEnd();
}
