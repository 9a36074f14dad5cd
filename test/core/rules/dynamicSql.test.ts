import { test } from 'node:test';
import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, problemsOf } from '../../support/rules';

const body = (statements: string, declare = ''): string =>
  `DO $$ DECLARE ${declare} BEGIN\n${statements}\nEND $$;`;

test('SQL that is put together is checked as any other', () => {
  checkDiagnostics(
    body(`  EXECUTE 'SELECT aws_lambda.invoke(''f'', ' || quote_literal(p) || ', log_type => ''tail'')';
--                ^^^^^^^^^^^^^^^^^ error call-ambiguous
--                                                                                 ^^^^^^^^ error enum-value`),
  );
  checkDiagnostics(
    body(
      `  EXECUTE 'SELECT aws_lambda.invoke($1, $2)' USING name, payload;
--                ^^^^^^^^^^^^^^^^^ error call-no-match`,
      'name text; payload text;',
    ),
  );
  checkDiagnostics(
    `SELECT format('SELECT aws_lambda.invoke(%L, %L)', name, payload) FROM jobs \\gexec
--                    ^^^^^^^^^^^^^^^^^ error call-ambiguous`,
  );
  checkDiagnostics(
    `SELECT cron.schedule('nightly', '0 3 * * *', 'CALL aws_lambda.invoke(''f'', ''{}''::json)');
--                                                 ^^^^^^^^^^^^^^^^^ error call-no-match`,
  );
});

test('a hole next to text may be anything', () => {
  for (const expression of [
    `'SELECT aws_lambda.invoke(''f'', ''{}''' || x || ')'`,
    `'SELECT aws_lambda.invoke(''f'', ' || x || ')'`,
    `'SELECT aws_lambda.invoke(''f'' ' || x || ' ''{}'')'`,
    `'SELECT my_' || x || 'aws_lambda.invoke(1)'`,
    `x || 'aws_lambda.invoke(1)'`,
    `'SELECT aws_lambda.' || x || '(1)'`,
    `'SELECT aws_lambda.invoke' || x || '(1)'`,
    `'SELECT aws_lambda.invoke(''f'', 1' || x || ')'`,
    `'SELECT aws_lambda.invoke(''f'', payload) ' || x`,
    `format('SELECT aws_lambda.invoke(%L, %s)', a, b)`,
    `format('SELECT aws_lambda.invoke(%L, %I)', a, b)`,
    `format('SELECT aws_lambda.invoke(%L, ''{"a": %s}''::json)', a, b)`,
  ])
    assert.deepEqual(problemsOf(body(`EXECUTE ${expression};`)), [], expression);
});

test('SQL that is executed does not see the variables round it', () => {
  assert.deepEqual(problemsOf(body(`EXECUTE 'SELECT aws_lambda.invoke(''f'', p)';`, 'p text;')), []);
  checkDiagnostics(
    body(
      `  PERFORM aws_lambda.invoke('f', p);
--        ^^^^^^^^^^^^^^^^^ error call-no-match`,
      'p text;',
    ),
  );
});

test('a fix is written as its string wants it', () => {
  checkFix(
    'call-ambiguous',
    body(`EXECUTE 'SELECT aws_lambda.in<|>voke(''f'', ' || quote_literal(p) || ')';`),
    body(`EXECUTE 'SELECT aws_lambda.invoke(''f'', ' || quote_literal(p) || '::json)';`),
  );
  checkFix(
    'enum-value',
    body(`EXECUTE format('SELECT aws_lambda.invoke(%L, ''{}''::json, ''us-east-1'', ''ev<|>ent'')', f);`),
    body(`EXECUTE format('SELECT aws_lambda.invoke(%L, ''{}''::json, ''us-east-1'', ''Event'')', f);`),
  );
});

test('a fix that no single string can take is not offered', () => {
  const sql = body(
    `EXECUTE 'SELECT aws_lambda.invoke(''f'', ''{}''::json, ''Ev' || 'ent'', ''us-east-1'')';`,
  );
  const [problem] = problemsOf(sql);
  assert.equal(problem?.code, 'argument-slip');
  assert.deepEqual(problem.fixes, []);
});

test('a wrapper for Babelfish casts its parameter back in the body, not in the SQL that it executes', () => {
  const wrapper = (type: string, cast: string): string =>
    `CREATE FUNCTION master_dbo.f(p ${type}) RETURNS text LANGUAGE plpgsql AS $$ BEGIN
  EXECUTE 'SELECT p, aws_lambda.invoke(''f'', $1)' USING p${cast};
END $$;`;
  checkFix('babelfish-json', wrapper('js<|>on', ''), wrapper('text', '::json'));
});
