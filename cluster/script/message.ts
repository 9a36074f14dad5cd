/** From what is in the query buffer to the messages that go to the server. */
import { SqlDocument } from '../../core/sql/document';
import { tokenize } from '../../core/sql/tokens';
import type { Span } from '../../core/span';
import type { QueryBuffer } from '../psql/queryBuffer';
import type { QueryRequest } from '../session/query';

export interface Message {
  readonly text: string;
  /** Where the text begins in the buffer's. */
  readonly start: number;
  /** The statements in it, as spans of its text; more than one only where `\;` joins them. */
  readonly statements: readonly Span[];
}

/** One message, or one for each statement where a variable's value brought semicolons along. */
export function toMessages(buffer: QueryBuffer): readonly Message[] {
  const statements = splitStatements(buffer.text);
  if (!buffer.splits) return [{ text: buffer.text, start: 0, statements }];
  return statements.map(({ start, end }) => ({
    text: buffer.text.slice(start, end),
    start,
    statements: [{ start: 0, end: end - start }],
  }));
}

function splitStatements(text: string): readonly Span[] {
  const document = SqlDocument.create(text, { psql: false });
  return document.chunks.flatMap((chunk, index) => {
    const offset = document.offsetOf(index);
    const blank = chunk.kind !== 'sql' || chunk.start === chunk.bodyEnd;
    return blank ? [] : [{ start: offset + chunk.start, end: offset + chunk.bodyEnd }];
  });
}

/**
 * Several statements and COPY need the simple protocol; so does a `$1` outside of any function, for the error
 * that psql's users know.
 */
export function chooseProtocol({ text, statements }: Message): QueryRequest['protocol'] {
  const tokens = tokenize(text, { psql: false }).significant;
  const copies = tokens[0]?.text.toLowerCase() === 'copy';
  const parameters = tokens.some((token) => token.kind === 'parameter');
  return statements.length > 1 || copies || parameters ? 'simple' : 'extended';
}
