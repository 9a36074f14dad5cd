/**
 * Where a script's statements end, by us and by psql itself (`psql --echo-queries`), on generated scripts.
 * SPLIT_SCRIPTS: how many (300).
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createDocument } from '../../core/analysis';
import type { Chunk } from '../../core/sql/chunk';
import { parseMetaCommand, sendsQuery } from '../../core/sql/metaCommand';
import { Scanner } from '../../core/sql/scanner';
import { startPostgres, type Postgres } from '../support/postgres';
import { echoQueries } from '../support/psql';
import { createPsqlScript } from '../support/psqlScripts';
import { createRandom } from '../support/random';
import { SEED } from '../support/seed';

const SCRIPTS = Number(process.env['SPLIT_SCRIPTS'] ?? 300);

let server: Postgres;
before(async () => {
  server = await startPostgres({ version: 15 });
  await echoQueries(server, 'CREATE TABLE t (a text);');
});
after(() => server.stop());

test(`statements end where psql ends them (seed ${SEED})`, async () => {
  const random = createRandom(SEED);
  for (let number = 0; number < SCRIPTS; number++) {
    const script = createPsqlScript(random);
    const [ours, expected] = [splitAsPsqlEchoes(script), await echoQueries(server, script)].map(
      withoutEmptyLines,
    );
    assert.equal(ours, expected, JSON.stringify(script));
  }
});

/** psql reads a line at a time and drops empty ones, which changes nothing about where a statement ends. */
function withoutEmptyLines(queries: string): string {
  return queries.replace(/\n+/g, '\n');
}

/** The queries that psql would send of this script, each as it echoes it. */
function splitAsPsqlEchoes(script: string): string {
  let last = '';
  return createDocument(script)
    .chunks.map((chunk) => {
      const query = toQuery(chunk);
      if (query !== undefined) last = query;
      return query === undefined && !repeatsQuery(chunk) ? '' : `${last}\n`;
    })
    .join('');
}

/** Without what psql leaves out: white space and `--` comments ahead, its own commands, the last line's end. */
function toQuery(chunk: Chunk): string | undefined {
  if (chunk.kind === 'copyData') return undefined;
  const end = chunk.bodyEnd + (chunk.text.charAt(chunk.bodyEnd) === ';' ? 1 : 0);
  const text = withoutCommands(chunk.text.slice(0, end)).replace(/^(?:[ \t\n\r\f]|--.*)+/, '');
  return text === '' ? undefined : text.replace(/\n$/, '');
}

function withoutCommands(text: string): string {
  const scanner = new Scanner(text, { psql: true });
  let kept = '';
  let from = 0;
  while (scanner.next()) {
    const test = scanner.kind === 'psqlVariable' && text.startsWith(':{?', scanner.start);
    if (scanner.kind !== 'metaCommand' && !test) continue;
    // No variable of these names is set.
    kept += text.slice(from, scanner.start) + (test ? 'FALSE' : '');
    from = text.startsWith('\\;', scanner.start) ? scanner.start + 1 : scanner.end;
  }
  return kept + text.slice(from);
}

/** `\g` on nothing sends the query before once more. */
function repeatsQuery({ kind, text, start }: Chunk): boolean {
  return kind === 'meta' && sendsQuery(parseMetaCommand(text.slice(start)));
}
