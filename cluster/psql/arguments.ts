/** Reads the arguments of a backslash command as psql does (src/bin/psql/psqlscanslash.l, OT_NORMAL). */
import { quoteIdentifier, quoteLiteral, type Variables } from './variables';

export interface CommandArgument {
  readonly text: string;
  /** Some of it stood in quotes: `'-n'` is no option. */
  readonly quoted: boolean;
}

export type CommandArguments =
  | { readonly kind: 'read'; readonly values: readonly CommandArgument[] }
  | { readonly kind: 'unreadable'; readonly problem: string };

/** A piece of an argument, from where the expression is tried. */
const PIECES =
  /'((?:[^'\\]|''|\\[^])*)'|("[^"]*")|:([A-Za-z0-9_\u0080-\uffff]+)|:'([A-Za-z0-9_\u0080-\uffff]+)'|:"([A-Za-z0-9_\u0080-\uffff]+)"|:\{\?([A-Za-z0-9_\u0080-\uffff]+)\}|([^\s'"`])|(\s+)/y;

export function readArguments(text: string, variables: Variables): CommandArguments {
  const values: CommandArgument[] = [];
  let current: { text: string; quoted: boolean } | undefined;
  for (let at = 0; at < text.length; at = PIECES.lastIndex) {
    PIECES.lastIndex = at;
    const piece = PIECES.exec(text);
    if (!piece) return { kind: 'unreadable', problem: describeUnreadable(text.charAt(at)) };
    const [, single, double] = piece;
    if (/^\s/.test(piece[0])) {
      if (current) values.push(current);
      current = undefined;
      continue;
    }
    current ??= { text: '', quoted: false };
    current.text += pieceText(piece, variables);
    if (single !== undefined || double !== undefined) current.quoted = true;
  }
  if (current) values.push(current);
  return { kind: 'read', values };
}

function pieceText(piece: RegExpExecArray, variables: Variables): string {
  const [whole, single, double, plain, literal, identifier, test] = piece;
  if (single !== undefined) return unescape(single);
  if (double !== undefined) return double;
  if (plain !== undefined) return variables.get(plain) ?? whole;
  if (test !== undefined) return variables.has(test) ? 'TRUE' : 'FALSE';
  const value = variables.get(literal ?? identifier ?? '');
  if (value === undefined) return whole;
  return literal === undefined ? quoteIdentifier(value) : quoteLiteral(value);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b', r: '\r', f: '\f' };

/** psqlscanslash.l, state xslashquote. */
function unescape(quoted: string): string {
  return quoted.replace(
    /''|\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|([^]))/g,
    (_whole, octal?: string, hex?: string, other?: string) => {
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 255);
      if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
      return other === undefined ? "'" : (ESCAPES[other] ?? other);
    },
  );
}

function describeUnreadable(char: string): string {
  return char === '`'
    ? 'a shell command in backticks is not run here: write its output into the script, or pass it with -v'
    : 'unterminated quoted string';
}
