/** Where an error of PostgreSQL is shown in the editor, and until when. */
import type { SqlFailure } from '../../core/invocation/outcome';
import type { Span } from '../../core/span';
import { Scanner } from '../../core/sql/scanner';
import type { ContentChange } from './documentEdits';

/** All spans are UTF-16 offsets into the document. */
export interface Squiggle extends Span {
  /** The statement that failed: an edit in it makes the error old. */
  readonly statement: Span;
  readonly message: string;
  readonly sqlstate: string | undefined;
}

/**
 * The token at PostgreSQL's position; without one, the first line of the statement. `start` is where the
 * statement begins in the document, `sql` its text there.
 */
export function toSquiggle(sql: string, start: number, failure: SqlFailure): Squiggle {
  const { offset, sqlstate } = failure;
  const span = offset === undefined ? firstLine(sql) : tokenAt(sql, Math.min(offset, sql.length));
  return {
    start: start + span.start,
    end: start + span.end,
    statement: { start, end: start + sql.length },
    message: describeFailure(failure),
    sqlstate,
  };
}

/** PostgreSQL's words with DETAIL and HINT, then ours. */
export function describeFailure({ message, detail, hint, advice }: SqlFailure): string {
  const parts = [message, detail && `DETAIL: ${detail}`, hint && `HINT: ${hint}`, advice];
  return parts.filter(Boolean).join('\n');
}

/**
 * The squiggles after an edit: those of a statement that was touched are gone, those behind move along. `changes`
 * as VS Code tells them: the offsets of each count in the text that the ones before it left.
 */
export function moveSquiggles(squiggles: readonly Squiggle[], changes: readonly ContentChange[]): Squiggle[] {
  return changes.reduce<Squiggle[]>(
    (left, change) => left.flatMap((squiggle) => move(squiggle, change) ?? []),
    [...squiggles],
  );
}

function move(squiggle: Squiggle, { rangeOffset, rangeLength, text }: ContentChange): Squiggle | undefined {
  const { statement } = squiggle;
  if (rangeOffset >= statement.end) return squiggle;
  if (rangeOffset + rangeLength > statement.start || rangeOffset > statement.start) return undefined;
  const by = text.length - rangeLength;
  const shift = ({ start, end }: Span): Span => ({ start: start + by, end: end + by });
  return { ...squiggle, ...shift(squiggle), statement: shift(statement) };
}

function tokenAt(sql: string, offset: number): Span {
  const scanner = new Scanner(sql, { psql: true });
  while (scanner.next()) {
    if (offset >= scanner.end) continue;
    // A position inside of a literal (json, a record) is exact: show it from there on.
    return { start: Math.max(offset, scanner.start), end: scanner.end };
  }
  // "syntax error at end of input": the last character is what can be shown.
  const end = sql.trimEnd().length;
  return { start: Math.max(end - 1, 0), end };
}

function firstLine(sql: string): Span {
  return { start: 0, end: /^.*/.exec(sql)?.[0].trimEnd().length ?? 0 };
}
