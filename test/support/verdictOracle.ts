/** PostgreSQL's own verdicts on statements, and where ours differ from them. */
import type { CallSite, Verdict } from '../../core/calls/model';
import { findCalls } from '../../core/calls/callSites';
import { FUNCTIONS, SCHEMAS } from '../../core/catalog/functions';
import type { Overload } from '../../core/catalog/schema';
import { typeNamed } from '../../core/calls/candidates';
import { displayName } from '../../core/calls/types/typeFacts';
import { readFragments } from '../../core/sql/bodies';
import { Client } from 'pg';
import type { GeneratedStatement } from './callGenerator';
import { createDocument } from '../../core/analysis';
import { createDeclared } from '../../core/schema/declared';
import type { Declaration } from '../../core/schema/model';
import { readSchema } from '../../core/schema/readSchema';
import { COLUMN_SCHEMA } from './columnGenerator';
import { createStubSql } from './lambdaStub';
import type { Postgres } from './postgres';
import { connectWire, type Answer, type ServerError } from './wire';

export interface Oracle {
  readonly judgeAll: (statements: readonly GeneratedStatement[]) => Promise<readonly ServerVerdict[]>;
  readonly close: () => Promise<void>;
}

export interface ServerVerdict {
  readonly error: ServerError | undefined;
  /** Which of our overloads the analysed tree calls, as `schema.function(types)`. */
  readonly called: ReadonlySet<string>;
  /** CALL, of a version before 14. */
  readonly isOldCall: boolean;
}

const NAMES = SCHEMAS.map((schema) => schema.name);

/** What the generated statements name. */
const SCHEMA = `CREATE TABLE t (n int, payload json, r_other text); ${COLUMN_SCHEMA}`;
const DECLARED = createDeclared([readSchema(createDocument(SCHEMA))]);

export async function createOracle(server: Postgres): Promise<Oracle> {
  const client = new Client(server);
  await client.connect();
  await client.query(createStubSql());
  await client.query(SCHEMA);
  const functions = await readFunctions(client);
  const wire = await connectWire(server);
  const set = ['debug_print_parse = on', 'debug_pretty_print = off', 'client_min_messages = log'];
  await wire.runAll(set.map((setting) => `SET ${setting}`));
  const { rows } = await client.query<{ old: boolean }>(
    `SELECT current_setting('server_version_num')::int < 140000 AS old`,
  );
  const isOld = rows[0]?.old === true;
  const toVerdict = ({ error, logs }: Answer, sql: string): ServerVerdict => ({
    error,
    called: readCalled(logs, functions),
    isOldCall: isOld && sql.startsWith('CALL'),
  });
  return {
    judgeAll: async (statements) => {
      const parsed = await wire.parseAll(
        statements.filter(({ way }) => way === 'parse').map(({ sent }) => sent),
      );
      const texts = statements
        .filter(({ way }) => way === 'run')
        .flatMap(({ sent }) => ['BEGIN', sent, 'ROLLBACK; DEALLOCATE ALL']);
      const ran = (await wire.runAll(texts)).filter((_, index) => index % 3 === 1);
      const answers = { parse: parsed.values(), run: ran.values() };
      return statements.map(({ way, sql }) => toVerdict(answers[way].next().value as Answer, sql));
    },
    close: async () => {
      wire.close();
      await client.end();
    },
  };
}

async function readFunctions(client: Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ oid: string; name: string; types: string }>(
    `SELECT p.oid::text, nspname || '.' || proname AS name, pg_get_function_identity_arguments(p.oid) AS identity,
       (SELECT string_agg(format_type(id, NULL), ', ' ORDER BY n) FROM unnest(proargtypes) WITH ORDINALITY a (id, n)) AS types
     FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = ANY ($1)`,
    [NAMES],
  );
  return new Map(rows.map(({ oid, name, types }) => [oid, `${name}(${types})`]));
}

function readCalled(logs: readonly string[], functions: ReadonlyMap<string, string>): ReadonlySet<string> {
  const called = logs.flatMap((log) => [...log.matchAll(/\{FUNCEXPR\s+:funcid\s+(\d+)\s/g)]);
  return new Set(called.flatMap(([, oid = '']) => functions.get(oid) ?? []));
}

function describeOverload(overload: Overload): string {
  const entry = FUNCTIONS.find(({ overloads }) => overloads.includes(overload));
  const types = overload.parameters.map(({ type }) => displayName(typeNamed(type)));
  return `${entry?.schema}.${entry?.name}(${types.join(', ')})`;
}

/** All calls in a statement, those inside of its strings included. */
export function findAllCalls(sql: string): readonly CallSite[] {
  const own = createDeclared([readSchema(createDocument(sql))]);
  const named = (name: string): readonly Declaration[] => [...DECLARED.named(name), ...own.named(name)];
  const declared = { named, casts: [...DECLARED.casts, ...own.casts] };
  return readFragments(sql, { psql: true }, NAMES).flatMap((fragment) => findCalls(fragment, declared));
}

/** Statements whose trees the server doesn't log: only that it takes them can be compared. */
const UNLOGGED =
  /^(?:CREATE (?:MATERIALIZED )?VIEW|CREATE TABLE|CREATE TRIGGER|ALTER TABLE|COPY|EXPLAIN|DECLARE|PREPARE|CREATE FUNCTION [^$']* (?:BEGIN ATOMIC|RETURN \())/;

/** Statements that are planned or executed, so that errors come also from what they compute. */
const COMPUTING = /^(?:DO|EXPLAIN|DECLARE|COPY|ALTER TABLE|CREATE OR REPLACE|CREATE FUNCTION on_event)/;

export interface Comparison {
  /**
   * `agree`: every verdict of ours is the server's · `undecided`: one of ours is, or the statement fails outside of
   * its calls.
   */
  readonly outcome: 'agree' | 'undecided' | 'differ';
  readonly difference?: string;
  /** How many calls the statement has, and how many of them are undecided. */
  readonly calls: number;
  readonly undecided: number;
}

export function compare(statement: GeneratedStatement, server: ServerVerdict): Comparison {
  const calls = findAllCalls(statement.sql);
  const undecided = calls.filter(({ verdict }) => verdict.kind === 'undecided').length;
  const outcome = compareCalls(statement, calls, server);
  if (typeof outcome === 'string') return { outcome, calls: calls.length, undecided };
  return { outcome: 'differ', ...outcome, calls: calls.length, undecided };
}

function compareCalls(
  { sql, sent, way, usesColumns }: GeneratedStatement,
  calls: readonly CallSite[],
  server: ServerVerdict,
): 'agree' | 'undecided' | { readonly difference: string } {
  const { error, called } = server;
  const decided = calls.filter(({ verdict }) => verdict.kind !== 'undecided');
  const errors = decided.filter(({ verdict }) => verdict.kind !== 'ok');
  // It counts no OUT parameters: another error, but an error all the same.
  if (error && server.isOldCall) return errors.length > 0 ? 'agree' : 'undecided';
  const isPartial = decided.length < calls.length;
  if (!error) {
    const [wrong] = errors;
    if (wrong) return { difference: `ours: ${describe(wrong.verdict)}; server: takes it` };
    const ours = new Set(
      decided.flatMap(({ verdict }) => (verdict.kind === 'ok' ? describeOverload(verdict.overload) : [])),
    );
    if (UNLOGGED.test(sql)) return isPartial ? 'undecided' : 'agree';
    const isSame = [...ours].every((one) => called.has(one)) && (isPartial || ours.size === called.size);
    if (!isSame) return { difference: `ours: ${[...ours].join(' ')}; server: ${[...called].join(' ')}` };
    return isPartial ? 'undecided' : 'agree';
  }
  if (errors.some((call) => isSameError(call, error, sent))) return 'agree';
  if (isPartial || usesColumns) return 'undecided';
  // What a psql variable holds is not in the text.
  if (sql !== sent && !['42725', '42883'].includes(error.sqlstate)) return 'undecided';
  if (way === 'run' && COMPUTING.test(sql) && positionOf(error, sent) === undefined) return 'undecided';
  if (!isInside(calls, error, sent)) return 'undecided';
  const ours = calls.map(({ verdict }) => describe(verdict)).join(' | ');
  return { difference: `ours: ${ours}; server: ${JSON.stringify(error)}` };
}

function describe(verdict: Verdict): string {
  if (verdict.kind === 'ok') return `ok ${describeOverload(verdict.overload)}`;
  return JSON.stringify(verdict);
}

function isSameError(call: CallSite, error: ServerError, sql: string): boolean {
  const { verdict, fragment } = call;
  if (verdict.kind === 'ok' || verdict.kind === 'undecided') return false;
  const isSame =
    verdict.sqlstate === error.sqlstate &&
    verdict.message === error.message &&
    verdict.hint === error.hint &&
    verdict.detail === error.detail;
  if (!isSame) return false;
  const position = positionOf(error, sql);
  if (position !== undefined) return position === fragment.outer(verdict.span.start);
  const { internalQuery, internalPosition = 0 } = error;
  // ALTER TABLE does not say where.
  if (internalQuery === undefined) return true;
  const there = internalQuery.slice(toOffset(internalQuery, internalPosition));
  return there.startsWith(fragment.text.slice(verdict.span.start).slice(0, 10).split(';')[0] ?? '');
}

function positionOf(error: ServerError, sql: string): number | undefined {
  return error.position === undefined ? undefined : toOffset(sql, error.position);
}

/** PostgreSQL counts characters from 1. */
function toOffset(text: string, position: number): number {
  return [...text].slice(0, position - 1).join('').length;
}

/** An error elsewhere is the statement's own, as is a column of a result that has none of that name. */
function isInside(calls: readonly CallSite[], error: ServerError, sql: string): boolean {
  if (/^(?:column .* not found in data type|could not identify column)/.test(error.message)) return false;
  const position = positionOf(error, sql);
  if (position === undefined) return error.internalPosition === undefined;
  return calls.some(({ fragment, span }) => {
    const inner = fragment.inner(position);
    return inner !== undefined && inner >= span.start && inner < span.end;
  });
}
