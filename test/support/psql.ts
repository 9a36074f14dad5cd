/** The real psql, as the judge of what its scripts mean. */
import { spawn } from 'node:child_process';
import type { StatementOutcome } from '../../core/invocation/outcome';
import type { Postgres } from './postgres';
import { collectOutcomes, type Run, type ToldOutcome } from './session';

export interface PsqlRun {
  readonly stdout: string;
  /** The messages, one an entry: `ERROR:  …`, `error: …`, `warning: …`, before those of an included file its name. */
  readonly messages: readonly string[];
}

/** Runs a script with `psql -f -`: rows bare, no tags, no start-up file. */
export async function runPsql(server: Postgres, script: string, folder?: string): Promise<PsqlRun> {
  const { stdout, stderr } = await feedPsql(server, ['-A', '-t'], script, folder);
  return { stdout, messages: readMessages(stderr) };
}

/** How psql is started to read a script from its standard input. */
export function psqlArguments(server: Postgres, options: readonly string[]): string[] {
  const { host, port, user, database } = server;
  const place = ['-h', host, '-p', String(port), '-U', user, '-d', database];
  return ['-X', '-q', ...options, ...place, '-f', '-'];
}

async function feedPsql(
  server: Postgres,
  options: readonly string[],
  script: string,
  cwd = process.cwd(),
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const args = psqlArguments(server, options);
  const env = { ...process.env, LC_ALL: 'C.UTF-8', PGCLIENTENCODING: 'UTF8' };
  const child = spawn('psql', args, { cwd, env });
  child.stdin.end(script);
  const [stdout, stderr] = await Promise.all([readAll(child.stdout), readAll(child.stderr)]);
  return { stdout, stderr };
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function readMessages(stderr: string): string[] {
  return [...stderr.matchAll(/^psql:([^:]+):\d+: ((?:ERROR|error|warning): +.*)$/gm)].map(
    ([, file = '', message = '']) => inFile(file === '<stdin>' ? undefined : file, message),
  );
}

function inFile(file: string | undefined, message: string): string {
  return file === undefined ? message : `${file}: ${message}`;
}

/** What stands for NULL in `readByPsql`: text that no test has. */
const NULL = '\u0002NULL\u0002';

/** The values of a query as psql prints them, row by row: PostgreSQL's own text, whatever stands in it. */
export async function readByPsql(
  server: Postgres,
  sql: string,
  columns: number,
): Promise<(string | null)[][]> {
  const options = ['-A', '-t', '-z', '-0', '-P', `null=${NULL}`];
  const { stdout, stderr } = await feedPsql(server, options, `${sql};`);
  if (stderr) throw new Error(stderr);
  const cells = stdout
    .replace(/\0$/, '')
    .split('\0')
    .map((cell) => (cell === NULL ? null : cell));
  return Array.from({ length: cells.length / columns }, (_, row) =>
    cells.slice(row * columns, (row + 1) * columns),
  );
}

/** The queries that `psql --echo-queries` sends of a script, a line break behind each; their results are thrown away. */
export async function echoQueries(server: Postgres, script: string): Promise<string> {
  return (await feedPsql(server, ['-e', '-o', '/dev/null'], script)).stdout;
}

/** What psql with these options would have printed of our run. */
export function asPsqlPrints(run: Run): PsqlRun {
  const parts: string[] = [];
  const messages: string[] = [];
  const outcomes = collectOutcomes(run.events).values();
  let file: string | undefined;
  for (const event of run.events) {
    if (event.kind === 'statementStarted') file = event.included?.file;
    if (event.kind === 'output' && event.stream === 'err') {
      if (event.text.startsWith('warning:')) messages.push(event.text.trimEnd());
    } else if (event.kind === 'output') parts.push(event.text);
    else if (event.kind === 'statementEnded') {
      const outcome = outcomes.next().value;
      if (!outcome) throw new Error('an end without an outcome');
      parts.push(rowsAsPsqlPrints(outcome));
      if (outcome.kind === 'failed') messages.push(inFile(file, failureAsPsqlPrints(outcome)));
    }
  }
  return { stdout: parts.join(''), messages };
}

function rowsAsPsqlPrints(outcome: ToldOutcome): string {
  if (outcome.kind !== 'done' || outcome.storedIn || outcome.executed || outcome.columns.length === 0)
    return '';
  return outcome.rows.map((row) => row.map((cell) => cell ?? '').join('|') + '\n').join('');
}

function failureAsPsqlPrints({ failure }: StatementOutcome & { kind: 'failed' }): string {
  return failure.sqlstate === undefined
    ? `error: ${failure.message.split('\n')[0]}`
    : `ERROR:  ${failure.message}`;
}

/** The aligned table that psql prints of a query, as on a terminal of UTF-8. */
export async function printAligned(server: Postgres, sql: string): Promise<string> {
  const { stdout, stderr } = await feedPsql(server, [], sql);
  if (stderr) throw new Error(stderr);
  return stdout.replace(/\n$/, '');
}
