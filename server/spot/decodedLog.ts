/**
 * `convert_from(decode(log_result, 'base64'), 'utf-8') AS log`: a log that a query decodes and names. All numbers are
 * indices of tokens.
 */
import { DECODED_LOG_DOC, LOG_RESULT } from '../../core/catalog/invoke';
import type { OutColumn } from '../../core/catalog/schema';
import { findClosing, isMark, wordOf } from '../../core/sql/cursor';
import { parseString } from '../../core/sql/strings';
import { identifierName, type Token } from '../../core/sql/tokens';

export interface DecodedLog {
  /** The last token of what is decoded: `log_result`, `r.log_result`. */
  readonly source: number;
  readonly alias: number;
}

/** One that begins at the token. */
export function readDecodedLog(tokens: readonly Token[], from: number): DecodedLog | undefined {
  if (wordOf(tokens[from]) !== 'convert_from' || wordOf(tokens[from + 2]) !== 'decode') return undefined;
  const end = findClosing(tokens, from + 1);
  const inner = findClosing(tokens, from + 3);
  if (end === undefined || inner === undefined || inner !== end - 3) return undefined;
  if (!isMark(tokens[inner - 2], ',') || valueOf(tokens[inner - 1]) !== 'base64') return undefined;
  const alias = wordOf(tokens[end + 1]) === 'as' ? end + 2 : end + 1;
  return { source: inner - 3, alias };
}

function valueOf(token: Token | undefined): string | undefined {
  return token?.kind === 'string' ? parseString(token).value.toLowerCase() : undefined;
}

/** Before its alias stand at least so many tokens of it, and seldom more. */
const MOST_TOKENS = 40;

/** The one whose alias this is. */
export function decodedLogNamed(tokens: readonly Token[], alias: number): DecodedLog | undefined {
  const before = wordOf(tokens[alias - 1]) === 'as' ? alias - 2 : alias - 1;
  if (!isMark(tokens[before], ')')) return undefined;
  for (let from = before; from > before - MOST_TOKENS && from >= 0; from--) {
    const found = readDecodedLog(tokens, from);
    if (found) return found.alias === alias ? found : undefined;
  }
  return undefined;
}

/** What the alias holds, if it is a log that is decoded. */
export function decodedColumn(
  column: OutColumn | undefined,
  alias: Token | undefined,
): OutColumn | undefined {
  const name = alias && identifierName(alias);
  return column?.doc === LOG_RESULT.doc && name !== undefined
    ? { name, type: 'text', doc: DECODED_LOG_DOC }
    : undefined;
}
