/**
 * Random calls whose arguments are literals, casts, functions of the catalog, variables and columns of tables that a
 * script declares, in statements of every kind.
 */
import type { GeneratedStatement } from './callGenerator';
import type { PostgresVersion } from './postgres';
import type { Random } from './random';

export interface ColumnStatement extends GeneratedStatement {
  /** What sort of statement it is: the shape it was made by. */
  readonly kind: string;
}

/** What the statements name. The server runs it, and our verdicts read it. */
export const COLUMN_SCHEMA = `
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN doc AS jsonb;
CREATE DOMAIN note AS text CHECK (VALUE <> 'never');
CREATE TYPE pair AS (a int, b json);
CREATE SCHEMA app;
CREATE TABLE events (id bigserial PRIMARY KEY, payload json, data jsonb, name text, title varchar(20), m mood,
  d doc, remark note, p pair, tags text[], n integer, at timestamp with time zone DEFAULT now(), code char(3));
CREATE TABLE app.users (id int UNIQUE, profile jsonb, email text, raw json, label name);
CREATE TABLE logs (entry text UNIQUE, extra json, weight numeric(10, 2), level smallint);
ALTER TABLE logs ADD COLUMN more jsonb;
CREATE VIEW summary AS SELECT name AS s_name, payload AS body, count(*) AS total FROM events GROUP BY 1, id;
CREATE FUNCTION to_payload(i int, more text DEFAULT '') RETURNS json LANGUAGE sql AS $$ SELECT '{}'::json $$;
CREATE FUNCTION pairs(OUT k text, OUT v jsonb) RETURNS SETOF record LANGUAGE sql AS $$ SELECT 'a', '{}'::jsonb $$;
CREATE FUNCTION listed(int) RETURNS TABLE (num int, body json) LANGUAGE sql AS $$ SELECT 1, '{}'::json $$;
CREATE FUNCTION all_events() RETURNS SETOF events LANGUAGE sql AS $$ SELECT * FROM events $$;
INSERT INTO events (payload, data, name, n, p) VALUES ('{}', '{}', 'x', 1, ROW(1, '{}'));
INSERT INTO app.users VALUES (1, '{}', 'a@b', '{}', 'l');
INSERT INTO logs (entry, extra, more) VALUES ('x', '{}', '{}');
`;

/** Columns by what they may be given for. */
interface Columns {
  readonly json: readonly string[];
  readonly text: readonly string[];
  readonly other: readonly string[];
  readonly row?: string;
}

const EVENTS: Columns = {
  json: ['payload', 'data', 'd', '(p).b', 'e.payload', 'e.data', 'e.d', '(e.p).b', 'payload', 'data'],
  text: ['name', 'title', 'remark', 'tags[1]', 'e.name', 'e.title', 'code'],
  other: ['n', 'at', 'm', 'p', 'tags', 'e.id', 'e.n', 'e.m'],
  row: 'e',
};
const USERS: Columns = {
  json: ['profile', 'u.profile', 'raw', 'u.raw'],
  text: ['email', 'u.email', 'label', 'u.label'],
  other: ['u.id', 'u'],
};
const LOGS: Columns = {
  json: ['extra', 'l.extra', 'more', 'l.more'],
  text: ['entry', 'l.entry'],
  other: ['weight', 'l.level', 'l'],
};
const LOGS_ALONE: Columns = {
  json: ['extra', 'logs.extra', 'more'],
  text: ['entry', 'logs.entry'],
  other: ['weight', 'logs'],
};
const NONE: Columns = { json: [], text: [], other: [] };
const VARIABLES: Columns = {
  json: ['v_json', 'v_jsonb', 'v_copy', 'v_event.payload', 'v_event.data', 'v_row.extra', 'r.body', 'v_doc'],
  text: ['v_text', 'v_name', 'v_event.name', 'r.s_name', 'v_note'],
  other: ['v_n', 'v_list', 'r.total', 'v_event.n', 'v_mood', 'v_list[1]', 'i'],
};
const PARAMETERS: Columns = {
  json: ['a_json', 'a_jsonb', '$1', '$2', 'f_body.a_json'],
  text: ['a_text', '$3'],
  other: ['a_n', '$4', 'a_event', '(a_event).n', '(a_event).payload'],
};
const MADE: Columns = {
  json: ['j', 's.j', 'k', 's.k'],
  text: ['t', 's.t'],
  other: ['i', 's.i', 's'],
};
const MADE_QUERY = `SELECT payload AS j, COALESCE(data, '{}') AS k, lower(name) AS t, n + 1 AS i FROM events`;

function both(...all: readonly Columns[]): Columns {
  const qualified = (names: readonly string[]): readonly string[] =>
    names.filter((name) => name.includes('.'));
  return {
    json: all.flatMap(({ json }) => qualified(json)),
    text: all.flatMap(({ text }) => qualified(text)),
    other: all.flatMap(({ other }) => qualified(other)),
  };
}

interface Shape {
  readonly kind: string;
  readonly columns: Columns;
  readonly build: (call: () => string) => string;
  readonly way?: 'run';
  readonly since?: PostgresVersion;
  /** PostgreSQL takes no sub-select there, and says so before all else. */
  readonly plain?: true;
}

const DECLARATIONS = `DECLARE v_text text; v_json json; v_jsonb jsonb := '{}'; v_name name; v_n int := 1; v_list text[];
  v_doc doc; v_note note; v_mood mood; v_copy events.data%TYPE; v_event events%ROWTYPE; v_row logs; r record;`;
const LOOP = 'FOR r IN SELECT s_name, body, total FROM summary LOOP FOR i IN 1..1 LOOP';
const SIGNATURE = 'a_json json, a_jsonb jsonb, a_text text, a_n int, a_event events';

const SHAPES: readonly Shape[] = [
  { kind: 'select', columns: EVENTS, build: (call) => `SELECT ${call()} FROM events e` },
  {
    kind: 'select',
    columns: EVENTS,
    build: (call) => `SELECT 1, (${call()}).payload AS x FROM ONLY events AS e LIMIT 1`,
  },
  { kind: 'no rows', columns: NONE, build: (call) => `SELECT ${call()}` },
  {
    kind: 'where',
    columns: EVENTS,
    build: (call) => `SELECT 1 FROM events e WHERE (${call()}).status_code = 200`,
  },
  { kind: 'from', columns: EVENTS, build: (call) => `SELECT * FROM events e, ${call()} x` },
  {
    kind: 'from',
    columns: EVENTS,
    build: (call) => `SELECT x.payload FROM events e LEFT JOIN ${call()} AS x ON true`,
  },
  {
    kind: 'from',
    columns: EVENTS,
    build: (call) => `SELECT * FROM events e CROSS JOIN LATERAL ROWS FROM (${call()}) AS x`,
  },
  {
    kind: 'lateral',
    columns: EVENTS,
    build: (call) => `SELECT * FROM events e CROSS JOIN LATERAL (SELECT ${call()}) x`,
  },
  {
    kind: 'join on',
    columns: both(EVENTS, LOGS),
    build: (call) => `SELECT 1 FROM events e JOIN logs l ON (${call()}).status_code = l.level`,
  },
  {
    kind: 'join',
    columns: both(EVENTS, USERS),
    build: (call) => `SELECT ${call()} FROM events e LEFT JOIN app.users u ON u.id = e.id`,
  },
  {
    kind: 'using',
    columns: { ...both(EVENTS, USERS), other: ['id', 'e.id'] },
    build: (call) => `SELECT ${call()} FROM events e JOIN app.users u USING (id)`,
  },
  {
    kind: 'insert select',
    columns: EVENTS,
    build: (call) => `INSERT INTO logs (extra) SELECT (${call()}).payload::text::json FROM events e`,
  },
  {
    kind: 'insert values',
    columns: NONE,
    build: (call) => `INSERT INTO logs (level) VALUES ((${call()}).status_code)`,
  },
  {
    kind: 'insert returning',
    columns: LOGS,
    build: (call) => `INSERT INTO logs AS l (entry) VALUES ('y') RETURNING ${call()}`,
  },
  {
    kind: 'on conflict',
    columns: {
      json: ['l.extra', 'excluded.extra', 'excluded.more', 'l.more'],
      text: ['excluded.entry', 'l.entry'],
      other: ['excluded.level'],
    },
    build: (call) =>
      `INSERT INTO logs AS l (entry) VALUES ('x') ON CONFLICT (entry) DO UPDATE SET level = (${call()}).status_code WHERE l.level > 0`,
  },
  {
    kind: 'update',
    columns: LOGS,
    build: (call) => `UPDATE logs l SET level = (${call()}).status_code WHERE level = 1`,
  },
  {
    kind: 'update',
    columns: both(LOGS, EVENTS),
    build: (call) =>
      `UPDATE logs AS l SET level = 1 FROM events e WHERE (${call()}).status_code = 1 RETURNING e.id`,
  },
  {
    kind: 'delete',
    columns: LOGS,
    build: (call) => `DELETE FROM logs l WHERE level = 1 RETURNING ${call()}`,
  },
  {
    kind: 'delete',
    columns: both(LOGS, EVENTS),
    build: (call) => `DELETE FROM logs l USING events e WHERE (${call()}).status_code = e.n`,
  },
  {
    kind: 'merge',
    columns: both(LOGS, EVENTS),
    since: 15,
    build: (call) =>
      `MERGE INTO logs l USING events e ON l.entry = e.name WHEN MATCHED THEN UPDATE SET level = (${call()}).status_code`,
  },
  {
    kind: 'merge',
    columns: EVENTS,
    since: 15,
    build: (call) =>
      `MERGE INTO logs AS l USING events AS e ON l.entry = e.name WHEN NOT MATCHED AND e.n > 1 THEN INSERT (level) VALUES ((${call()}).status_code) WHEN MATCHED THEN DELETE`,
  },
  { kind: 'cte', columns: MADE, build: (call) => `WITH s AS (${MADE_QUERY}) SELECT ${call()} FROM s` },
  {
    kind: 'cte',
    columns: EVENTS,
    build: (call) => `WITH c AS MATERIALIZED (SELECT (${call()}).* FROM events e) SELECT * FROM c`,
  },
  {
    kind: 'cte',
    columns: MADE,
    build: (call) =>
      `WITH a (x, y) AS (SELECT 1, 2), s (j, k, t, i) AS (${MADE_QUERY}) SELECT ${call()} FROM a, s`,
  },
  {
    kind: 'cte of changes',
    columns: LOGS,
    build: (call) => `WITH l AS (DELETE FROM logs RETURNING *) SELECT ${call()} FROM l`,
  },
  {
    kind: 'recursive',
    columns: MADE,
    build: (call) =>
      `WITH RECURSIVE s (j, k, t, i) AS (SELECT '{}'::json, '{}'::jsonb, 'x', 1 UNION ALL SELECT j, k, t, i + 1 FROM s WHERE i < 2) SELECT ${call()} FROM s`,
  },
  { kind: 'sub-select', columns: MADE, build: (call) => `SELECT ${call()} FROM (${MADE_QUERY}) s` },
  {
    kind: 'sub-select',
    columns: MADE,
    build: (call) =>
      `SELECT ${call()} FROM (SELECT * FROM (${MADE_QUERY} UNION ALL SELECT NULL, '[]', 'x', 2) inside) AS s`,
  },
  {
    kind: 'outer columns',
    columns: EVENTS,
    build: (call) => `SELECT (SELECT status_code FROM ${call()} x) FROM events e`,
  },
  {
    kind: 'outer columns',
    columns: EVENTS,
    build: (call) =>
      `SELECT 1 FROM events e WHERE EXISTS (SELECT FROM app.users u WHERE (${call()}).status_code = u.id)`,
  },
  {
    kind: 'values',
    columns: { json: ['s.j'], text: ['s.t'], other: ['s.i', 's'] },
    build: (call) => `SELECT ${call()} FROM (VALUES (1, '{}'::json, 'x'), (2, NULL, 'y')) s (i, j, t)`,
  },
  {
    kind: 'union',
    columns: EVENTS,
    build: (call) => `SELECT (${call()}).status_code FROM events e UNION ALL SELECT 1`,
  },
  {
    kind: 'union',
    columns: EVENTS,
    build: (call) => `(SELECT 1) UNION (SELECT (${call()}).status_code FROM events e) ORDER BY 1`,
  },
  {
    kind: 'case',
    columns: EVENTS,
    build: (call) => `SELECT CASE WHEN n > 1 THEN (${call()}).status_code ELSE 1 END FROM events e`,
  },
  {
    kind: 'order by',
    columns: EVENTS,
    build: (call) => `SELECT 1 FROM events e ORDER BY (${call()}).status_code, n`,
  },
  {
    kind: 'having',
    columns: NONE,
    build: (call) => `SELECT 1 FROM events e GROUP BY n HAVING (${call()}).status_code = 1`,
  },
  {
    kind: 'group by',
    columns: EVENTS,
    build: (call) => `SELECT 1 FROM events e GROUP BY (${call()}).status_code`,
  },
  {
    kind: 'functions of scripts',
    columns: { json: ['v', 'q.v', 'to_payload(1)'], text: ['k', 'q.k'], other: ['q'] },
    build: (call) => `SELECT ${call()} FROM pairs() q`,
  },
  {
    kind: 'functions of scripts',
    columns: { json: ['body', 'q.body'], text: [], other: ['num', 'q.num'] },
    build: (call) => `SELECT ${call()} FROM listed(1) AS q`,
  },
  { kind: 'functions of scripts', columns: EVENTS, build: (call) => `SELECT ${call()} FROM all_events() e` },
  {
    kind: 'functions of PostgreSQL',
    columns: { json: ['value', 'q.value'], text: ['key', 'q.key'], other: ['q'] },
    build: (call) => `SELECT ${call()} FROM events e, json_each(e.payload) q`,
  },
  {
    kind: 'functions of PostgreSQL',
    columns: { json: [], text: ['x', 'q.x'], other: ['o', 'q.o'] },
    build: (call) => `SELECT ${call()} FROM events e, unnest(e.tags) WITH ORDINALITY AS q (x, o)`,
  },
  {
    kind: 'functions of PostgreSQL',
    columns: { json: ['q.j', 'j'], text: ['q.t'], other: ['q.i'] },
    build: (call) => `SELECT ${call()} FROM events e, jsonb_to_record(e.data) AS q (j json, t text, i int)`,
  },
  {
    kind: 'functions of PostgreSQL',
    columns: { json: ['value', 'q.value', 'q'], text: ['e.name'], other: ['e.n'] },
    build: (call) => `SELECT ${call()} FROM events e, jsonb_array_elements(e.data) q`,
  },
  {
    kind: 'functions of PostgreSQL',
    columns: { json: ['j', 'q.j'], text: ['t', 'q.t'], other: ['q.i', 'q'] },
    build: (call) => `SELECT ${call()} FROM unnest(ARRAY['{}'::json], ARRAY['a'], ARRAY[1]) q (j, t, i)`,
  },
  {
    kind: 'rows from',
    columns: { json: ['body', 'q.body', 'q.value'], text: ['q.key', 'c'], other: ['q.num', 'q.ordinality'] },
    build: (call) =>
      `SELECT ${call()} FROM events e, ROWS FROM (listed(1), json_each(e.payload), jsonb_to_record(e.data) AS (c text)) WITH ORDINALITY q`,
  },
  {
    kind: 'rows from',
    columns: { json: ['q.a', 'b'], text: ['q.c'], other: ['q.d'] },
    build: (call) =>
      `SELECT ${call()} FROM ROWS FROM (json_array_elements('[]'), unnest(ARRAY['{}'::jsonb], ARRAY['x']), to_payload(1)) AS q (a, b, c, d)`,
  },
  {
    kind: 'xmltable',
    columns: { json: ['j', 'q.j'], text: ['q.t', 't'], other: ['q.n', 'o'] },
    build: (call) =>
      `SELECT ${call()} FROM XMLTABLE('/a' PASSING (xmlelement(name a)) COLUMNS n int PATH '@n', o FOR ORDINALITY, j json PATH 'b' DEFAULT '{}', t text) AS q`,
  },
  {
    kind: 'json_table',
    since: 17,
    columns: { json: ['j', 'q.j', 'q.inner_j'], text: ['q.t', 'u'], other: ['q.n', 'o', 'x'] },
    build: (call) =>
      `SELECT ${call()} FROM events e, JSON_TABLE(e.data, '$[*]' COLUMNS (o FOR ORDINALITY, n numeric(10, 2) PATH '$.n', NESTED PATH '$.a[*]' COLUMNS (inner_j json PATH '$', u text), j jsonb PATH '$.j' WITH WRAPPER, t varchar(3), x boolean EXISTS PATH '$.x')) AS q`,
  },
  {
    kind: 'view of a view',
    columns: { json: ['body', 'w.body'], text: ['s_name'], other: ['total', 'w'] },
    build: (call) => `SELECT ${call()} FROM summary w`,
  },
  {
    kind: 'window',
    columns: EVENTS,
    build: (call) => `SELECT row_number() OVER (ORDER BY n), ${call()} FROM events e`,
  },
  {
    kind: 'copy',
    columns: EVENTS,
    way: 'run',
    build: (call) => `COPY (SELECT (${call()}).payload FROM events e WHERE false) TO STDOUT`,
  },
  {
    kind: 'view',
    columns: EVENTS,
    way: 'run',
    build: (call) => `CREATE VIEW v AS SELECT (${call()}).status_code FROM events e`,
  },
  {
    kind: 'view',
    columns: EVENTS,
    way: 'run',
    build: (call) => `CREATE MATERIALIZED VIEW v AS SELECT x.* FROM events e, ${call()} x WITH NO DATA`,
  },
  {
    kind: 'table as',
    columns: EVENTS,
    way: 'run',
    build: (call) => `CREATE TABLE made AS SELECT (${call()}).status_code FROM events e WITH NO DATA`,
  },
  { kind: 'explain', columns: EVENTS, way: 'run', build: (call) => `EXPLAIN SELECT ${call()} FROM events e` },
  {
    kind: 'cursor',
    columns: EVENTS,
    way: 'run',
    build: (call) => `DECLARE c CURSOR FOR SELECT ${call()} FROM events e`,
  },
  {
    kind: 'prepare',
    columns: { json: ['$1', '$2', 'e.payload'], text: ['$3', 'e.name'], other: ['$4'] },
    way: 'run',
    build: (call) =>
      `PREPARE p (json, jsonb, text, int) AS SELECT ${call()} FROM events e WHERE e.n = $4 AND $1::text = $2::text AND $3 = 'x'`,
  },
  {
    kind: 'check',
    plain: true,
    columns: { json: ['x', 'made.x', 'y'], text: ['z'], other: ['w'] },
    way: 'run',
    build: (call) =>
      `CREATE TABLE made (x json, y jsonb, z text, w int, CHECK ((${call()}).status_code > 0))`,
  },
  {
    kind: 'check',
    plain: true,
    columns: LOGS_ALONE,
    way: 'run',
    build: (call) => `ALTER TABLE logs ADD CONSTRAINT one CHECK ((${call()}).status_code > 0)`,
  },
  {
    kind: 'default',
    plain: true,
    columns: NONE,
    way: 'run',
    build: (call) => `ALTER TABLE logs ADD COLUMN made int DEFAULT (${call()}).status_code`,
  },
  {
    kind: 'trigger when',
    plain: true,
    columns: { json: ['NEW.payload', 'new.data'], text: ['NEW.name'], other: ['NEW.n'] },
    way: 'run',
    build: (call) =>
      `CREATE TRIGGER tr BEFORE INSERT ON events FOR EACH ROW WHEN ((${call()}).status_code > 0) EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
  },
  {
    kind: 'SQL body',
    columns: PARAMETERS,
    way: 'run',
    build: (call) =>
      `CREATE FUNCTION f_body(${SIGNATURE}) RETURNS int LANGUAGE sql AS $body$ SELECT (${call()}).status_code $body$`,
  },
  {
    kind: 'SQL body',
    columns: EVENTS,
    way: 'run',
    build: (call) =>
      `CREATE FUNCTION f_body(${SIGNATURE}) RETURNS int LANGUAGE sql AS $body$ SELECT (${call()}).status_code FROM events e $body$`,
  },
  {
    kind: 'atomic body',
    columns: PARAMETERS,
    way: 'run',
    since: 14,
    build: (call) =>
      `CREATE FUNCTION f_body(${SIGNATURE}) RETURNS int BEGIN ATOMIC SELECT (${call()}).status_code; END`,
  },
  {
    kind: 'atomic body',
    columns: PARAMETERS,
    way: 'run',
    since: 14,
    build: (call) => `CREATE FUNCTION f_body(${SIGNATURE}) RETURNS int RETURN (${call()}).status_code`,
  },
  {
    kind: 'DO',
    columns: VARIABLES,
    way: 'run',
    build: (call) =>
      `DO $body$ ${DECLARATIONS} BEGIN ${LOOP} PERFORM ${call()}; END LOOP; END LOOP; END $body$`,
  },
  {
    kind: 'DO',
    columns: { ...VARIABLES, row: 'e' },
    way: 'run',
    build: (call) =>
      `DO $body$ ${DECLARATIONS} BEGIN ${LOOP} SELECT (${call()}).status_code INTO v_n FROM events e; END LOOP; END LOOP; END $body$`,
  },
  {
    kind: 'DO',
    columns: EVENTS,
    way: 'run',
    build: (call) =>
      `DO $body$ ${DECLARATIONS} BEGIN SELECT (${call()}).status_code INTO v_n FROM events e; END $body$`,
  },
  {
    kind: 'trigger',
    columns: {
      json: ['NEW.payload', 'NEW.data', 'NEW.d'],
      text: ['NEW.name', 'NEW.title'],
      other: ['NEW.n', 'NEW.m', 'to_jsonb(NEW)'],
    },
    way: 'run',
    build: (call) =>
      `CREATE FUNCTION on_event() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN PERFORM ${call()}; RETURN NEW; END $body$; CREATE TRIGGER tr AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION on_event(); INSERT INTO events (n) VALUES (1)`,
  },
];

/** Right and wrong calls about half and half. */
export function createColumnStatements(random: Random, version: PostgresVersion): () => ColumnStatement {
  const { pick } = random;
  const shapes = SHAPES.filter(({ since }) => since === undefined || since <= version);
  return () => {
    const { kind, columns, build, way = 'parse', plain = false } = pick(shapes);
    const call = (): string => {
      const made = createCall(random, columns);
      return plain && made.includes('SELECT') ? call() : made;
    };
    const sql = build(call);
    return { kind, sql, sent: sql, way, usesColumns: false };
  };
}

type Sort = 'arn' | 'json' | 'text';

const OPTIONS: readonly (readonly [name: string, sort: Sort])[] = [
  ['invocation_type', 'text'],
  ['log_type', 'text'],
  ['context', 'json'],
  ['qualifier', 'text'],
];

function createCall(random: Random, columns: Columns): string {
  const { pick, next, integer } = random;
  const isArn = next() < 0.25;
  const value = (sort: Sort): string =>
    createArgument(random, columns, next() < 0.12 ? pick(['json', 'text', 'other']) : sort);
  const given = [value(isArn ? 'arn' : 'text'), value('json')];
  if (!isArn && next() < 0.3) given.push(value('text'));
  const named = next() < 0.4 ? [...OPTIONS].sort(() => next() - 0.5).slice(0, integer(3)) : [];
  given.push(...named.map(([name, sort]) => `${name} => ${value(sort)}`));
  return `aws_lambda.invoke(${given.join(', ')})`;
}

function createArgument(random: Random, columns: Columns, sort: Sort | 'other'): string {
  const { pick, next } = random;
  const some = (names: readonly string[], otherwise: string): string =>
    names.length > 0 ? pick(names) : otherwise;
  const json = (): string => some(columns.json, `'{}'::json`);
  const text = (): string => some(columns.text, `'x'::text`);
  const any = (): string => some([...columns.json, ...columns.text, ...columns.other], 'NULL::int');
  const isPlain = next() < 0.55;
  switch (sort) {
    case 'arn':
      return pick([
        `aws_commons.create_lambda_function_arn('f', ${text()})`,
        `aws_commons.create_lambda_function_arn(${text()})`,
        `'(f,r)'::aws_commons._lambda_function_arn_1`,
      ]);
    case 'json':
      if (isPlain) return json();
      return pick([
        `'{}'`,
        `'{"a": 1}'::jsonb`,
        `json '[]'`,
        `json_build_object('a', ${any()})`,
        `jsonb_build_object('a', ${any()}, 'b', ${any()})`,
        `to_jsonb(${columns.row ?? any()})`,
        `row_to_json(${columns.row ?? `ROW(${any()})`})`,
        `to_json(${any()})`,
        `COALESCE(${json()}, '{}')`,
        `CASE WHEN true THEN ${json()} END`,
        `CAST(${text()} AS json)`,
        `(${json()} -> 'a')`,
        `${text()}::jsonb`,
        `jsonb_set(${json()}::text::jsonb, '{a}', '1')`,
        'to_payload(1)',
        `to_payload(i => 1, more => 'x')`,
        `(SELECT ${json()})`,
        `ARRAY[${text()}]`,
        `array_to_json(ARRAY[${text()}])`,
      ]);
    case 'text':
      if (isPlain) return text();
      return pick([
        `'f'`,
        'NULL',
        `lower(${text()})`,
        `${text()} || '-x'`,
        `concat('a', ${any()})`,
        `format('%s', ${any()})`,
        `${any()}::text`,
        `(${json()} ->> 'a')`,
        `COALESCE(${text()}, 'x')`,
        `upper('x')`,
        `quote_literal(${text()})`,
        '(SELECT max(c.name) FROM events c)',
        `to_char(now(), 'YYYY')`,
        `substr(${text()}, 1, 2)`,
      ]);
    case 'other':
      return any();
  }
}
