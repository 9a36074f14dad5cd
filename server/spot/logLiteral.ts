/** A log as `log_result` has it, copied into a script: base64 of what a function wrote. */
import { splitLog } from '../../core/invocation/log';
import { decodeLogText } from '../../core/invocation/logText';
import type { Span } from '../../core/span';
import type { SqlDocument } from '../../core/sql/document';
import { parseString } from '../../core/sql/strings';
import type { Token } from '../../core/sql/tokens';

export interface LogSpot {
  readonly kind: 'log';
  /** Decoded; foreign text. */
  readonly text: string;
  readonly span: Span;
}

/** Lambda's own lines alone are longer. */
const SHORTEST = 60;
/** Lambda returns 4 KB, which are less than 6,000 characters of base64, line breaks included. */
const LONGEST = 20_000;

/** What stands round the offset looks like base64: everything else need not be read. */
export function mayBeLog(document: SqlDocument, offset: number): boolean {
  const sides = [document.slice(offset - RUN, offset), document.slice(offset, offset + RUN)];
  return sides.some((side) => side.length === RUN && /^[\w+/=\r\n]*$/.test(side));
}

const RUN = 25;

/** Undefined where the string is no base64, or what it stands for has none of the lines that Lambda writes. */
export function findLog(token: Token): LogSpot | undefined {
  if (token.kind !== 'string' || token.text.length < SHORTEST || token.text.length > LONGEST)
    return undefined;
  const { value, offsetAt } = parseString(token);
  const text = decodeLogText(value);
  if (text === undefined || splitLog(text).every(({ kind }) => kind === 'message')) return undefined;
  return { kind: 'log', text, span: { start: offsetAt(0), end: offsetAt(value.length) } };
}
