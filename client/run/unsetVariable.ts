/** What to tell who ran a statement before the one that sets its psql variable. */
import { createDocument } from '../../core/analysis';
import type { SqlFailure } from '../../core/invocation/outcome';
import { parseMetaCommand } from '../../core/sql/metaCommand';
import { Scanner } from '../../core/sql/scanner';

/**
 * Advice for a statement that failed at a psql variable nobody has set: PostgreSQL sees `:'name'` as it stands
 * and can only say "syntax error". Undefined where the failure has another cause. `script` is the whole text,
 * where the statement that sets it is looked for; `isSet` knows the session's variables.
 */
export function adviseOnUnsetVariable(
  sql: string,
  failure: SqlFailure,
  script: string,
  isSet: (name: string) => boolean,
): string | undefined {
  if (failure.sqlstate !== '42601' || failure.offset === undefined) return undefined;
  const name = findVariableAt(sql, failure.offset);
  if (name === undefined || isSet(name)) return undefined;
  const line = findSetter(script, name);
  const mend =
    line === undefined
      ? `Set it first: \\set ${name} value, or a statement that ends in \\gset and has a column ${name}.`
      : `Run the statement that ends in line ${line} first: it sets the variable for this session.`;
  return `The psql variable "${name}" is not set. ${mend}`;
}

function findVariableAt(sql: string, offset: number): string | undefined {
  const scanner = new Scanner(sql, { psql: true });
  while (scanner.next() && scanner.start <= offset) {
    if (scanner.kind === 'psqlVariable' && offset < scanner.end) {
      return sql.slice(scanner.start, scanner.end).replace(/^:["']?|["']$/g, '');
    }
  }
  return undefined;
}

/** The line, from 1, of the first backslash command that may set the variable: `\set name`, `\gset`. */
function findSetter(script: string, name: string): number | undefined {
  const document = createDocument(script);
  for (const [index, chunk] of document.chunks.entries()) {
    if (chunk.text.charCodeAt(chunk.bodyEnd) !== 92) continue;
    const command = parseMetaCommand(chunk.text.slice(chunk.bodyEnd));
    if (setsVariable(command.name, command.argument, chunk.text, name)) {
      return document.positionAt(document.offsetOf(index) + chunk.bodyEnd).line + 1;
    }
  }
  return undefined;
}

function setsVariable(command: string, argument: string, sql: string, name: string): boolean {
  if (command === 'set') return argument.split(/\s/)[0] === name;
  if (command !== 'gset' || !name.startsWith(argument)) return false;
  return new RegExp(`\\b${name.slice(argument.length)}\\b`).test(sql);
}
