import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocument } from '../../core/analysis';
import { semanticTokens } from '../../server/features/semanticTokens';
import {
  askAll,
  checkAction,
  checkCompletion,
  checkHoverMentions,
  checkInsert,
  checkSignature,
} from '../support/features';
import { checkNoRewrite, checkRewrite } from '../support/refactorings';

const body = (statement: string): string => `DO $$ BEGIN ${statement} END $$;`;

test('completion works in each string that SQL is put together from', () => {
  checkInsert(
    body(`EXECUTE 'SELECT inv<|>' || x;`),
    'aws_lambda.invoke',
    body(`EXECUTE 'SELECT aws_lambda.invoke(''my-function'', ''{}''::json)' || x;`),
  );
  checkInsert(
    body(`EXECUTE 'SELECT aws_lambda.invoke(' || quote_literal(a) || ', p::json, invo<|>)';`),
    'invocation_type =>',
    body(`EXECUTE 'SELECT aws_lambda.invoke(' || quote_literal(a) || ', p::json, invocation_type => )';`),
  );
  checkCompletion(
    body(`EXECUTE format('SELECT aws_lambda.invoke(%L, ''{}''::json, ''us-east-1'', ''<|>'')', a);`),
    ['RequestResponse', 'Event', 'DryRun'],
  );
  checkCompletion(body(`q := 'SELECT aws_lambda.<|>' || x; EXECUTE q;`), ['invoke']);
  checkCompletion(`SELECT 'SELECT aws_lambda.<|>' || x FROM t \\gexec`, ['invoke']);
});

test('what stands between the strings is no SQL of theirs', () => {
  checkCompletion(body(`EXECUTE 'SELECT aws_lambda.invoke(' || aws_commons.<|> || ')';`), [
    'create_lambda_function_arn',
    '_lambda_function_arn_1',
  ]);
  checkCompletion(body(`EXECUTE format('SELECT aws_lambda.invoke(%<|>L, 1)', a);`), []);
});

test('hover and signature help know the call', () => {
  const at = (where: 'name' | 'argument'): string =>
    body(
      `EXECUTE 'SELECT aws_lambda.${where === 'name' ? '<|>' : ''}invoke(' || quote_literal(f) || ', ${where === 'argument' ? '<|>' : ''}''{}''::json)';`,
    );
  checkHoverMentions(at('name'), 'aws_lambda.invoke', 'PostgreSQL picks overload 1 of 4');
  checkSignature(at('argument'), 1, 'payload json');
});

test('actions are written as the string wants them, or are not offered', () => {
  checkAction(
    body(`EXECUTE 'SELECT aws_lambda.in<|>voke(''f'', ' || quote_literal(p) || ')';`),
    'Cast payload to json',
    body(`EXECUTE 'SELECT aws_lambda.invoke(''f'', ' || quote_literal(p) || '::json)';`),
  );
  checkRewrite(
    body(`EXECUTE 'SELECT aws_lambda.in<|>voke(''f'', ' || quote_literal(p) || '::json)';`),
    'Name all arguments',
    body(
      `EXECUTE 'SELECT aws_lambda.invoke(function_name => ''f'', payload => ' || quote_literal(p) || '::json)';`,
    ),
  );
  checkNoRewrite(
    body(`EXECUTE 'SELECT aws_lambda.in<|>voke(' || quote_literal(f) || ', ''{}''::json)';`),
    'Name the function by create_lambda_function_arn(…)',
  );
});

test('names are coloured in the strings alone', () => {
  const sql = body(`EXECUTE 'SELECT aws_lambda.invoke(payload => ' || x || ')';`);
  const data = semanticTokens(createDocument(sql));
  const places: string[] = [];
  for (let index = 0, at = 0; index < data.length; index += 5) {
    at += data[index + 1] ?? 0;
    places.push(sql.slice(at, at + (data[index + 2] ?? 0)));
  }
  assert.deepEqual(places, ['aws_lambda', 'invoke', 'payload']);
});

test('every feature answers at every place', () => {
  const statements = [
    `EXECUTE 'SELECT aws_lambda.invoke(''' || f || ''', ' || quote_literal(p) || E'::json)\\n' || '' INTO r;`,
    `EXECUTE format($f$SELECT aws_lambda.invoke(%L, '{"a%%": 1}'::json, %s)$f$, a, b) USING c;`,
    `q := concat('SELECT ', 'aws_lambda.invoke(', chr(39), 'f', chr(39), ')'); EXECUTE q;`,
  ];
  for (const statement of statements) {
    const sql = body(statement);
    for (let at = 0; at <= sql.length; at++) askAll(sql, at);
    for (let at = 0; at < sql.length; at += 3) askAll(sql.slice(0, at), at);
  }
});
