import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { adviseOnUnsetVariable } from '../../client/run/unsetVariable';

const SETTER = `SELECT aws_commons.create_lambda_function_arn(
  'my-function', 'us-west-2'
) AS arn_1 \\gset
`;
const CALL = "SELECT * FROM aws_lambda.invoke(:'arn_1', '{}'::json);";

function advise(
  sql: string,
  script: string,
  { offset = sql.indexOf(':'), sqlstate = '42601', set = '' } = {},
) {
  return adviseOnUnsetVariable(
    sql,
    { message: 'syntax error', sqlstate, offset },
    script,
    (name) => name === set,
  );
}

describe('a psql variable that nobody has set', () => {
  test('names the line of the statement that sets it', () => {
    assert.equal(
      advise(CALL, SETTER + CALL),
      'The psql variable "arn_1" is not set. Run the statement that ends in line 3 first: it sets the variable for this session.',
    );
    assert.match(advise('SELECT :v;', '\\set w 1\n\\set v 2\nSELECT :v;') ?? '', /ends in line 2 first/);
    assert.match(
      advise('SELECT :p_a;', 'SELECT 1 AS a \\gset p_\nSELECT :p_a;') ?? '',
      /ends in line 1 first/,
    );
    assert.match(advise('SELECT :"v";', '\\set v 2\nSELECT :"v";') ?? '', /ends in line 1 first/);
  });

  test('says how to set it where the script does not', () => {
    assert.match(advise(CALL, CALL) ?? '', /not set\. Set it first: \\set arn_1 value/);
    assert.match(advise(CALL, `SELECT 1 AS other \\gset\n${CALL}`) ?? '', /Set it first/);
  });

  test('is not blamed for other errors', () => {
    assert.equal(advise(CALL, SETTER + CALL, { set: 'arn_1' }), undefined);
    assert.equal(advise(CALL, SETTER + CALL, { sqlstate: '42883' }), undefined);
    assert.equal(advise(CALL, SETTER + CALL, { offset: 0 }), undefined);
    assert.equal(advise("SELECT ':x' FROM;", '', { offset: 15 }), undefined);
  });
});
