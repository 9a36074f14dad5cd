import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFix, problemsOf } from '../../support/rules';

const CODE = 'json-by-concatenation';
const call = (payload: string): string => `SELECT aws_lambda.invoke('f', ${payload}) FROM t`;
const check = (before: string, after: string): void => checkFix(CODE, call(`<|>${before}`), call(after));

function checkNoFix(payload: string): void {
  const found = problemsOf(call(payload)).filter(({ code }) => code === CODE);
  assert.deepEqual(
    found.map(({ fixes }) => fixes),
    [[]],
    payload,
  );
}

test('a value in quotes is text', () => {
  check(`('{"a": "' || x || '"}')::json`, `json_build_object('a', x::text)`);
  check(`('{"a": "' || x::text || '"}')::jsonb`, `jsonb_build_object('a', x::text)`);
  check(`('{"a": "' || lower(x) || '"}')::json`, `json_build_object('a', (lower(x))::text)`);
  check(`('{"a": "' || abs(x) || '"}')::json`, `json_build_object('a', (abs(x))::text)`);
  check(`CAST('{"a": "' || x || '"}' AS json)`, `json_build_object('a', x::text)`);
});

test('a value by itself is JSON already', () => {
  check(`('{"a": ' || x::int || '}')::json`, `json_build_object('a', x::int)`);
  check(`('{"a": ' || x || '}')::json`, `json_build_object('a', x::text::json)`);
  check(`('[' || x::text || ', 1]')::json`, `json_build_array((x::text)::json, 1)`);
});

test('text beside a value stays beside it', () =>
  check(
    `('{"a": "id-' || x || '-' || y || '", "b": {"c": null}}')::json`,
    `json_build_object('a', 'id-' || x::text || '-' || y::text, 'b', json_build_object('c', NULL))`,
  ));

test('concat and format', () => {
  check(`concat('{"a": "', x, '", "b": ', 1, '}')::json`, `json_build_object('a', x::text, 'b', 1)`);
  check(`format('{"a": "%s", "b": "100%%"}', x)::json`, `json_build_object('a', x::text, 'b', '100%')`);
  check(`format('{"a": %s}', x::bigint)::jsonb`, `jsonb_build_object('a', x::bigint)`);
});

test('in a call that PostgreSQL refuses, the mend makes json of it', () =>
  check(`'{"a": "' || x || '"}'`, `json_build_object('a', x::text)`));

test('PL/pgSQL variables have types', () =>
  checkFix(
    CODE,
    `DO $$ DECLARE n int; s text; BEGIN PERFORM aws_lambda.invoke('f', (<|>'{"n": ' || n || ', "s": "' || s || '"}')::json); END $$`,
    `DO $$ DECLARE n int; s text; BEGIN PERFORM aws_lambda.invoke('f', json_build_object('n', n, 's', s)); END $$`,
  ));

test('what may mean something else is left to the user', () => {
  checkNoFix(`('{"a": ' || now() || '}')::json`);
  checkNoFix(`('{"' || x || '": 1}')::json`);
  checkNoFix(`('{"a": "' || x || '", "a": 1}')::json`);
  checkNoFix(`('{"a": ' || x)::json`);
  checkNoFix(`('{"a": "\\' || x || '"}')::json`);
  checkNoFix(`('{"a": ' || CASE WHEN x THEN '1}' ELSE '2}' END)::json`);
  checkNoFix(`('{"a": ' || x || '}' = y)::json`);
  checkNoFix(`format('{"a": "%1$s"}', x)::json`);
  checkNoFix(`format('{"a": "%s", "b": "%s"}', x)::json`);
  checkNoFix(`('{"a": "' || x || '"}')::text::json`);
});
