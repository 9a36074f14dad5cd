/** What templates and drivers put into SQL, whatever the host language: spans of the SQL that are not its own text. */
import { isReserved } from '../calls/words';
import { isMark } from '../sql/cursor';
import type { Span } from '../span';
import { tokenize, type Token } from '../sql/tokens';

/** Flyway's and a shell's `${x}`, Jinja, `%(name)s`, `%s`: also in the middle of a literal. */
const TEMPLATES =
  /\$\{[^{}]*\}|\{\{[^]*?\}\}|\{%[^]*?%\}|\{#[^]*?#\}|%\(\w+\)[a-z]|%(?:\d+\$)?[-+0#]*\d*(?:\.\d+)?[sdiqvfFxtT](?![A-Za-z_])/g;
/** Python's, C#'s and Rust's `{}`, `{0}`, `{name}`, `{name:?}`. */
const FORMAT_BRACES = /\{\w*(?:[.[]\w+\]?)*(?:![a-z])?(?::[^{}"'\s]*)?\}/g;

export function findTemplateHoles(sql: string, fillsBraces: boolean): readonly Span[] {
  const patterns = fillsBraces ? [TEMPLATES, FORMAT_BRACES] : [TEMPLATES];
  return patterns.flatMap((pattern) =>
    [...sql.matchAll(pattern)].map(({ index, 0: { length } }) => ({ start: index, end: index + length })),
  );
}

/** What a document leaves out. */
export function findEllipses(sql: string): readonly Span[] {
  return [...sql.matchAll(/…|\.{3}/g)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));
}

/** Parameters that a driver sends apart: `$1`, `:name`, `@name`, `?`. In a literal they are mere text. */
export function findDriverHoles(sql: string): readonly Span[] {
  const { significant } = tokenize(sql, { psql: true });
  return significant.flatMap((token, index) => {
    switch (token.kind) {
      case 'parameter':
      case 'psqlVariable':
        return [token];
      case 'operator':
        return findOperatorHole(significant, token, index);
      default:
        return [];
    }
  });
}

function findOperatorHole(tokens: readonly Token[], token: Token, index: number): readonly Span[] {
  const next = tokens[index + 1];
  if (token.text.endsWith('@') && next?.kind === 'word' && next.start === token.end) {
    return isOperand(tokens[index - 1]) && token.text === '@'
      ? []
      : [{ start: token.end - 1, end: next.end }];
  }
  if (!token.text.endsWith('?')) return [];
  // jsonb has operators of this name: they stand between two operands.
  const isBetween = token.text === '?' && isOperand(tokens[index - 1]) && isOperand(next);
  return isBetween ? [] : [{ start: token.end - 1, end: token.end }];
}

function isOperand(token: Token | undefined): boolean {
  switch (token?.kind) {
    case undefined:
    case 'operator':
      return false;
    case 'punctuation':
      return isMark(token, ')') || isMark(token, ']');
    case 'word':
      return !isReserved(token);
    default:
      return true;
  }
}
