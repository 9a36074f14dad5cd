/** `SELECT 'SELECT …' || x FROM t \gexec`: psql runs each column of each row that a query gives. */
import { findClosing, isMark, wordOf } from '../cursor';
import { parseMetaCommand } from '../metaCommand';
import { identifierName, type Token } from '../tokens';
import type { Executed } from './model';

/** Behind these the columns of a SELECT are over. */
const ENDS_COLUMNS = new Set(
  'from into where group having window order limit offset fetch for union intersect except'.split(' '),
);

/** `tokens`: of a whole statement, with the command that sends it. */
export function findGenerated(tokens: readonly Token[]): readonly Executed[] {
  const command = tokens.at(-1);
  if (command?.kind !== 'metaCommand' || parseMetaCommand(command.text).name !== 'gexec') return [];
  const generated: Executed[] = [];
  let from: number | undefined;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    const word = wordOf(token) ?? '';
    const ends = token === command || ENDS_COLUMNS.has(word);
    if (isMark(token, '(')) index = findClosing(tokens, index) ?? index;
    else if (word === 'select') from = index + 1;
    else if (from !== undefined && (ends || isMark(token, ','))) {
      generated.push({ from, to: withoutAlias(tokens, from, index) });
      from = ends ? undefined : index + 1;
    }
  }
  return generated;
}

/** Where the column's expression ends: before `AS name`, or before a name that stands behind it alone. */
function withoutAlias(tokens: readonly Token[], from: number, to: number): number {
  if (wordOf(tokens[to - 2]) === 'as') return to - 2;
  const last = tokens[to - 1];
  const before = to - 2 >= from ? tokens[to - 2] : undefined;
  const isAlias = last !== undefined && identifierName(last) !== undefined;
  return isAlias && (before?.kind === 'string' || isMark(before, ')')) ? to - 1 : to;
}
