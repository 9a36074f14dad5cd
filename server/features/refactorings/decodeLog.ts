import type { CallSite } from '../../../core/calls/model';
import { seatOf } from '../../../core/calls/seat';
import { LOG_TAIL } from '../../../core/catalog/enums';
import { INVOKE } from '../../../core/catalog/invoke';
import { isSynchronous } from '../../../core/rules/syncInTrigger';
import { isReserved } from '../../../core/calls/words';
import { isMark, wordOf } from '../../../core/sql/cursor';
import type { TextEdit } from '../../../core/sql/document';
import { findQueryAround, tokenAt } from '../../../core/sql/query';
import { identifierName, type Token } from '../../../core/sql/tokens';
import { ifAccepted, type Refactoring } from './refactoring';

/** `SELECT … FROM invoke(…)` asks for the log and shows it as text. Only where that is the whole statement. */
export function decodeLog(call: CallSite): Refactoring | undefined {
  if (call.entry !== INVOKE || !isSynchronous(call)) return undefined;
  const columns = findColumns(call);
  const asking = askForTail(call);
  if (!columns || !asking) return undefined;
  const log = INVOKE.overloads[0]?.outColumns.find(({ name }) => name === 'log_result')?.name;
  const column = `convert_from(decode(${log}, 'base64'), 'utf-8') AS log`;
  const accepted = ifAccepted(call, { title: `Add '${LOG_TAIL}' and decode the log`, edits: asking });
  return (
    accepted && {
      ...accepted,
      edits: [{ start: columns.end, end: columns.end, newText: `, ${column}` }, ...asking],
    }
  );
}

/** The last token of the columns of a statement that reads `SELECT a, b FROM call [[AS] alias]`. */
function findColumns({ fragment: { tokens, parent }, span }: CallSite): Token | undefined {
  // What a routine returns, or EXECUTE … INTO takes, has as many columns as were written.
  if (parent) return undefined;
  const query = findQueryAround(tokens, tokenAt(tokens, span.start));
  const select = query?.clauses.get('select');
  const from = query?.clauses.get('from');
  if (!query || !select || !from || query.start !== 0 || query.clauses.size > 2) return undefined;
  const columns = tokens.slice(select.start, select.end);
  const behind = tokens.slice(tokenAt(tokens, span.end), from.end);
  const isWhole = tokens[from.start]?.start === span.start && behind.every(({ kind }) => NAMES.has(kind));
  const ends = tokens.slice(query.end).every((token) => isMark(token, ';'));
  return areNames(columns) && isWhole && ends && behind.length <= 2 ? columns.at(-1) : undefined;
}

/** `*`, or names of columns, beside which another column may stand: nothing is counted or summed up. */
function areNames(columns: readonly Token[]): boolean {
  const outline = columns.map((token) => {
    if (wordOf(token) === 'as') return ' as ';
    return identifierName(token) === undefined || isReserved(token) ? token.text : 'n';
  });
  return /^(?:\*|(?:n\.)?(?:n(?: as n)?|\*)(?:,(?:n\.)?(?:n(?: as n)?|\*))*)$/.test(outline.join(''));
}

const NAMES: ReadonlySet<Token['kind']> = new Set(['word', 'quotedWord']);

/** No edit where the log is asked for already; undefined where an expression decides. */
function askForTail(call: CallSite): readonly TextEdit[] | undefined {
  const given = call.arguments.find((_, index) => seatOf(call, index)?.meaning === 'logType');
  const last = call.arguments.at(-1);
  if (!last) return undefined;
  if (!given) {
    const { end } = last.span;
    return [{ start: end, end, newText: `, log_type => '${LOG_TAIL}'` }];
  }
  const { literal, isNull, span } = given.value;
  if (literal?.string.value === LOG_TAIL) return [];
  return literal || isNull ? [{ ...span, newText: `'${LOG_TAIL}'` }] : undefined;
}
