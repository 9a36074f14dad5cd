/** Where a statement stands, and an error in it. */
import type { SqlFailure } from '../../core/invocation/outcome';
import type { Span } from '../../core/span';
import { toUtf16Offset, type QueryBuffer } from '../psql/queryBuffer';
import type { Answer } from '../session/session';
import type { ScriptFile } from './include';
import type { Message } from './message';

/** What a statement was read from. */
export interface StatementOrigin {
  /** The file that the statement stands in. */
  readonly file: ScriptFile;
  readonly buffer: QueryBuffer;
  /** Set for a statement that `\gexec` made: its text, and where in the file the one that made it begins. */
  readonly made?: { readonly sql: string; readonly at: number };
}

/** A statement as the user wrote it, and where it begins in the file. */
export interface Part {
  readonly sql: string;
  readonly start: number;
  readonly file: ScriptFile;
}

export function locate(message: Message, span: Span, { file, buffer, made }: StatementOrigin): Part {
  const start = buffer.toOrigin(message.start + span.start);
  const end = Math.max(start, buffer.toOriginEnd(message.start + span.end));
  return { sql: (made?.sql ?? file.text).slice(start, end).trimEnd(), start: made?.at ?? start, file };
}

/** For who knows the script alone. */
export function placeInScript({ name = '', text, included }: ScriptFile, start: number) {
  if (!included) return { start };
  return { start: included.at, included: { file: name, path: included.path, text, start } };
}

/** PostgreSQL's position in what was sent, as an offset in what the user wrote. */
export function placeFailure(
  answer: Answer & { readonly kind: 'failed' },
  message: Message,
  { buffer, made }: StatementOrigin,
  { start }: Part,
): SqlFailure {
  if (answer.position === undefined) return answer.failure;
  const sent = message.start + toUtf16Offset(message.text, answer.position);
  return {
    ...answer.failure,
    offset: Math.max(0, buffer.toOrigin(sent) - (made ? 0 : start)),
  };
}
