/** What columns, rows, variables and functions are, by what the text declares. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeChunk, createDocument } from '../../../core/analysis';
import { declaredFor } from '../../../core/schema/documentSchema';

const SCHEMA = `
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN doc AS jsonb NOT NULL;
CREATE TYPE pair AS (a int, b json);
CREATE TABLE events (id bigserial PRIMARY KEY, payload json, data jsonb, name text, m mood, d doc, p pair, tags text[]);
CREATE TABLE app.users (id int, name varchar(30), profile jsonb);
CREATE TABLE logs (entry text, at timestamptz) ;
CREATE TABLE part PARTITION OF events DEFAULT;
ALTER TABLE logs ADD COLUMN extra json;
CREATE TABLE twice (x json, y int);
CREATE TABLE twice (x text, y int);
CREATE VIEW named AS SELECT name, payload AS body, count(*) AS n FROM events GROUP BY 1, 2;
CREATE VIEW short (a, b) AS SELECT id, data FROM events;
CREATE FUNCTION to_payload(i int, more text DEFAULT '') RETURNS json LANGUAGE sql AS $$ SELECT '{}'::json $$;
CREATE FUNCTION pairs(OUT k text, OUT v jsonb) RETURNS SETOF record LANGUAGE sql AS $$ SELECT 'a', '{}'::jsonb $$;
CREATE FUNCTION listed() RETURNS TABLE (id int, body json) LANGUAGE sql AS $$ SELECT 1, '{}'::json $$;
CREATE FUNCTION all_events() RETURNS SETOF events LANGUAGE sql AS $$ SELECT * FROM events $$;
CREATE FUNCTION twofold(a int) RETURNS json LANGUAGE sql AS '';
CREATE FUNCTION twofold(a text) RETURNS text LANGUAGE sql AS '';
`;

const CALLED = `CREATE TABLE results AS SELECT * FROM aws_lambda.invoke('f', '{}'::jsonb); `;

/** The type of the first argument of the last call. */
function typeIn(sql: string): string {
  const document = createDocument(`${SCHEMA}${sql}`);
  const chunk = document.chunks.findLast(({ marked }) => marked);
  assert.ok(chunk, sql);
  const { calls } = analyzeChunk(chunk, declaredFor(document));
  const type = calls.at(-1)?.arguments[0]?.value.type;
  assert.ok(type, sql);
  return type.kind === 'known' ? type.name : type.kind;
}

function checkTypes(types: Readonly<Record<string, string>>): void {
  const read = Object.keys(types).map((sql) => [sql, typeIn(sql.replaceAll('f(', 'aws_lambda.invoke('))]);
  assert.deepEqual(Object.fromEntries(read), types);
}

test('columns of one table', () =>
  checkTypes({
    'SELECT f(payload) FROM events': 'json',
    'SELECT f(e.payload) FROM events e': 'json',
    'SELECT f(events.data) FROM events': 'jsonb',
    'SELECT f(e.payload) FROM events AS e WHERE true': 'json',
    'SELECT f(x) FROM events e (i, x)': 'json',
    'SELECT f(PAYLOAD) FROM public.Events': 'json',
    'SELECT f(profile) FROM app.users': 'jsonb',
    'SELECT f(app.users.profile) FROM app.users': 'jsonb',
    'SELECT f(users.name) FROM users': 'character varying',
    'SELECT f(m) FROM events': 'mood',
    'SELECT f(d) FROM events': 'doc',
    'SELECT f((p).b) FROM events': 'json',
    'SELECT f(tags[1]) FROM events': 'text',
    'SELECT f(tags) FROM events': 'text[]',
    'SELECT f(e) FROM events e': 'events',
    'SELECT f(to_jsonb(e)) FROM events e': 'jsonb',
    'SELECT f(extra) FROM logs': 'json',
    'SELECT f(payload) FROM part': 'json',
    'SELECT f(payload) FROM events ORDER BY id': 'json',
    'SELECT id FROM events WHERE f(payload) IS NULL': 'json',
    'SELECT id FROM events ORDER BY f(payload)': 'json',
    'TABLE events; SELECT f(payload) FROM ONLY events': 'json',
  }));

test('what the text does not tell stays open', () =>
  checkTypes({
    'SELECT f(payload) FROM elsewhere': 'undecided',
    'SELECT f(payload) FROM events, elsewhere': 'undecided',
    'SELECT f(e.payload) FROM events e, elsewhere': 'json',
    'SELECT f(payload) FROM events a, events b': 'undecided',
    'SELECT f(nothing) FROM events': 'undecided',
    'SELECT f(e.nothing) FROM events e': 'undecided',
    'SELECT f(ctid) FROM events': 'undecided',
    'SELECT f(x) FROM twice': 'undecided',
    'SELECT f(y) FROM twice': 'integer',
    'SELECT f(payload) FROM other.events': 'undecided',
    'SELECT f(payload)': 'undecided',
    'SELECT f(twofold(y)) FROM twice': 'json',
    'SELECT f(twofold(elsewhere.x)) FROM elsewhere': 'undecided',
    'SELECT f(unheard(1))': 'undecided',
  }));

test('joins', () =>
  checkTypes({
    'SELECT f(payload) FROM events JOIN logs ON true': 'json',
    'SELECT f(profile) FROM events e LEFT JOIN app.users u ON u.id = e.id': 'jsonb',
    'SELECT f(id) FROM events JOIN app.users USING (id)': 'bigint',
    'SELECT f(id) FROM events JOIN app.users ON true': 'undecided',
    'SELECT f(u.id) FROM events e JOIN app.users u USING (id)': 'integer',
    'SELECT f(name) FROM events NATURAL JOIN app.users': 'text',
    'SELECT f(j.payload) FROM (events CROSS JOIN logs) AS j': 'json',
    'SELECT 1 FROM events e JOIN logs l ON f(e.payload) IS NULL': 'json',
    'SELECT 1 FROM events e, logs l JOIN app.users u ON f(e.payload) IS NULL': 'undecided',
    'SELECT * FROM events e, f(e.payload)': 'json',
    'SELECT * FROM events e, LATERAL f(payload) r': 'json',
    'SELECT * FROM events e CROSS JOIN LATERAL (SELECT f(e.payload)) x': 'json',
    'SELECT * FROM events e CROSS JOIN (SELECT f(e.payload)) x': 'undecided',
    'SELECT * FROM events e LEFT JOIN LATERAL f(e.data) r ON true': 'jsonb',
  }));

test('sub-selects, CTEs, set operations, VALUES', () =>
  checkTypes({
    'SELECT f(x) FROM (SELECT payload AS x FROM events) s': 'json',
    'SELECT f(s.payload) FROM (SELECT * FROM events) s': 'json',
    'SELECT f(payload) FROM (SELECT e.* FROM events e, logs) s': 'json',
    'SELECT f(b) FROM (SELECT 1, payload FROM events) s (a, b)': 'json',
    "SELECT f(x) FROM (SELECT 'x' AS x) s": 'text',
    'SELECT f(lower) FROM (SELECT lower(name) FROM events) s': 'text',
    "SELECT f(json) FROM (SELECT '{}'::json) s": 'json',
    'SELECT f(to_jsonb) FROM (SELECT to_jsonb(1)) s': 'jsonb',
    'WITH c AS (SELECT payload FROM events) SELECT f(payload) FROM c': 'json',
    'WITH c (x) AS (SELECT payload FROM events), d AS (SELECT x AS y FROM c) SELECT f(y) FROM d': 'json',
    'WITH events AS (SELECT 1 AS one) SELECT f(one) FROM events': 'integer',
    'WITH events AS (SELECT * FROM events) SELECT f(payload) FROM events': 'json',
    "WITH RECURSIVE r AS (SELECT 1 AS n, '{}'::json AS j UNION ALL SELECT n + 1, j FROM r) SELECT f(j) FROM r":
      'json',
    "WITH i AS (INSERT INTO events (name) VALUES ('x') RETURNING payload AS p) SELECT f(p) FROM i": 'json',
    "WITH u AS (UPDATE events SET name = 'x' RETURNING *) SELECT f(data) FROM u": 'jsonb',
    'SELECT f(a) FROM (SELECT 1 AS a UNION SELECT 2.5) s': 'numeric',
    "SELECT f(a) FROM (SELECT NULL AS a UNION ALL SELECT '{}'::json) s": 'json',
    "SELECT f(column2) FROM (VALUES (1, 'x'), (2, 'y')) v": 'text',
    "SELECT f(j) FROM (VALUES (1, '{}'::jsonb), (2, NULL)) v (i, j)": 'jsonb',
    'SELECT (SELECT f(e.payload) FROM logs) FROM events e': 'json',
    'SELECT (SELECT f(payload) FROM logs) FROM events e': 'json',
    'SELECT f((SELECT payload FROM events LIMIT 1))': 'json',
    'SELECT f((SELECT max(id) FROM events))': 'bigint',
    'SELECT f(ARRAY(SELECT payload FROM events))': 'json[]',
    'SELECT 1 UNION SELECT f(payload) FROM events': 'json',
    'SELECT f(body) FROM named': 'json',
    'SELECT f(n) FROM named': 'bigint',
    'SELECT f(b) FROM short': 'jsonb',
  }));

test('statements that change data', () =>
  checkTypes({
    'UPDATE events SET name = (f(payload)).log_result': 'json',
    'UPDATE events e SET name = l.entry FROM logs l WHERE f(e.payload) IS NULL': 'json',
    "UPDATE events e SET name = 'x' FROM logs l WHERE f(extra) IS NULL RETURNING id": 'json',
    'DELETE FROM events USING logs WHERE f(extra) IS NULL': 'json',
    'DELETE FROM events RETURNING f(payload)': 'json',
    'INSERT INTO logs (entry) SELECT f(payload)::text FROM events': 'json',
    'INSERT INTO logs (entry) VALUES (f(extra)::text)': 'undecided',
    "INSERT INTO logs (entry) VALUES ('x') RETURNING f(extra)": 'json',
    "INSERT INTO logs AS l (entry) VALUES ('x') ON CONFLICT (entry) DO UPDATE SET entry = (f(excluded.extra)).log_result WHERE true":
      'json',
    "INSERT INTO logs AS l (entry) VALUES ('x') ON CONFLICT (entry) DO UPDATE SET entry = 'y' WHERE f(l.extra) IS NULL":
      'json',
    'MERGE INTO logs l USING events e ON l.entry = e.name WHEN MATCHED THEN UPDATE SET entry = (f(e.payload)).log_result':
      'json',
    'MERGE INTO logs l USING events e ON l.entry = e.name WHEN NOT MATCHED THEN INSERT (entry) VALUES ((f(l.extra)).log_result)':
      'undecided',
  }));

test('functions that scripts declare', () =>
  checkTypes({
    'SELECT f(to_payload(1))': 'json',
    "SELECT f(to_payload(1, more => 'x'))": 'json',
    "SELECT f(to_payload('{}'::json))": 'undecided',
    'SELECT f(v) FROM pairs()': 'jsonb',
    'SELECT f(p.k) FROM pairs() p': 'text',
    'SELECT f((pairs()).v)': 'jsonb',
    'SELECT f(body) FROM listed() l': 'json',
    'SELECT f(payload) FROM all_events()': 'json',
    'SELECT f(g) FROM generate_series(1, 2) g': 'integer',
    "SELECT f(x.v) FROM json_to_record('{}') AS x (v jsonb, w text)": 'jsonb',
    "SELECT f(t) FROM unnest(ARRAY['a']) WITH ORDINALITY AS u (t, n)": 'text',
  }));

test('PL/pgSQL: records, %TYPE, %ROWTYPE, loops, triggers', () => {
  const body = (declarations: string, code: string): string =>
    `CREATE FUNCTION g(j events.data%TYPE, n app.users.name%TYPE) RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE ${declarations} BEGIN ${code} END $$; CREATE TRIGGER t AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION g();`;
  checkTypes({
    [body('', 'PERFORM f(j);')]: 'jsonb',
    [body('', 'PERFORM f(g.n);')]: 'character varying',
    [body('', 'PERFORM f(NEW.payload);')]: 'json',
    [body('', 'PERFORM f(to_jsonb(OLD));')]: 'jsonb',
    [body('v events.payload%TYPE;', 'PERFORM f(v);')]: 'json',
    [body('w v%TYPE; v json;', 'PERFORM f(w);')]: 'json',
    [body('r events%ROWTYPE;', 'PERFORM f(r.data);')]: 'jsonb',
    [body('e app.users;', 'PERFORM f(e.profile);')]: 'jsonb',
    [body('r record;', 'FOR r IN SELECT payload AS x FROM events LOOP PERFORM f(r.x); END LOOP;')]: 'json',
    [body(
      'r record;',
      'FOR r IN SELECT 1 AS x LOOP NULL; END LOOP; FOR r IN SELECT payload AS x FROM events LOOP PERFORM f(r.x); END LOOP;',
    )]: 'json',
    [body('r record;', 'SELECT * INTO r FROM events; PERFORM f(r.data);')]: 'jsonb',
    [body('r record;', "SELECT 1 AS x INTO r; SELECT 'y'::text AS x INTO r; PERFORM f(r.x);")]: 'undecided',
    [body('r record;', "EXECUTE 'x' INTO r; PERFORM f(r.x);")]: 'undecided',
    [body('', 'FOR i IN 1..3 LOOP PERFORM f(i); END LOOP;')]: 'integer',
    [body('', 'PERFORM f(payload) FROM events;')]: 'json',
    [body('payload text;', 'PERFORM f(payload) FROM events;')]: 'undecided',
    [body('name text;', 'PERFORM f(name) FROM logs;')]: 'text',
    [body('', 'CREATE TEMP TABLE events (payload text); PERFORM f(payload) FROM events;')]: 'undecided',
    [body('v json;', 'SELECT payload INTO v FROM events; PERFORM f(v);')]: 'json',
  });
});

test('routine bodies in SQL: parameters unless a column hides them', () => {
  const body = (code: string): string =>
    `CREATE FUNCTION g(j jsonb, payload int) RETURNS int LANGUAGE sql AS $$ ${code} $$`;
  checkTypes({
    [body('SELECT f(j)')]: 'jsonb',
    [body('SELECT f($1)')]: 'jsonb',
    [body('SELECT f(j) FROM events')]: 'jsonb',
    [body('SELECT f(payload) FROM events')]: 'json',
    [body('SELECT f(j) FROM elsewhere')]: 'undecided',
    [body('SELECT f(g.j) FROM events')]: 'jsonb',
  });
});

test('half-typed queries are read as far as they go', () => {
  for (const sql of [
    'SELECT f(a) FROM',
    'SELECT f(a) FROM (',
    'SELECT f(a) FROM events e JOIN',
    'WITH c AS (SELECT f(a',
    'WITH RECURSIVE c AS (SELECT f(c.x) FROM c) SELECT f(x) FROM c',
    'INSERT INTO SELECT f(a)',
    'UPDATE SET x = f(a)',
    'SELECT f(a) FROM x JOIN y USING',
    'MERGE INTO USING f(a)',
    'SELECT f(a) UNION',
    '(SELECT f(a)) UNION (',
    'SELECT f(constructor) FROM events',
    'SELECT f(a.b.c.d.e) FROM events',
  ])
    assert.equal(typeIn(sql.replaceAll('f(', 'aws_lambda.invoke(')), 'undecided', sql);
});

test('sources with a grammar of their own', () =>
  checkTypes({
    "SELECT f(value) FROM json_array_elements('[]') q": 'json',
    "SELECT f(a) FROM unnest(ARRAY[1], ARRAY['x']) u (b, a)": 'text',
    'SELECT f(q.body) FROM ROWS FROM (listed(), to_payload(1)) q': 'json',
    'SELECT f(q.to_payload) FROM ROWS FROM (listed(), to_payload(1)) q': 'json',
    "SELECT f(q.c) FROM ROWS FROM (jsonb_to_record('{}') AS (c int)) q": 'integer',
    'SELECT f(ordinality) FROM ROWS FROM (listed()) WITH ORDINALITY q': 'bigint',
    'SELECT f(q.x) FROM ROWS FROM (my_function()) q': 'undecided',
    "SELECT f(b) FROM XMLTABLE('/a' PASSING (x) COLUMNS a int PATH 'a', b json DEFAULT '{}') q": 'json',
    "SELECT f(o) FROM JSON_TABLE('{}', '$' COLUMNS (o FOR ORDINALITY, b text PATH '$.a')) q": 'integer',
    "SELECT f(c) FROM JSON_TABLE('{}', '$' COLUMNS (NESTED PATH '$.a' COLUMNS (c jsonb), b text)) q": 'jsonb',
  }));

test('tables and views of what a call gives', () =>
  checkTypes({
    [`${CALLED}SELECT f(payload) FROM results`]: 'jsonb',
    [`${CALLED}SELECT f(status_code) FROM results`]: 'integer',
    "CREATE VIEW w AS SELECT r.payload FROM aws_lambda.invoke('f', $$x$$) r; SELECT f(payload) FROM w":
      'undecided',
  }));
