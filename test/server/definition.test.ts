import { test } from 'node:test';
import { checkDefinition, checkHandler } from '../support/navigation';

test('a psql variable leads to what sets it last before', () => {
  checkDefinition("\\set a 1\n\\set «a» 2\nSELECT aws_lambda.invoke(:'<|>a', '{}'::json);\n\\set a 3\n");
  checkDefinition("\\prompt 'Which?' «a»\nSELECT :a<|> + 1;");
  checkDefinition("\\set «a» 1\n\\echo 'x :a' :<|>a\n");
  checkDefinition('\\set «a» 1\n\\if :{?a<|>}\n\\endif\n');
  checkDefinition('\\set «a» 1\n\\set a :a<|>\n');
});

test('a variable that \\gset sets leads to the alias, or to the command where there is none', () => {
  checkDefinition(
    "SELECT aws_commons.create_lambda_function_arn('f') AS «arn» \\gset p_\nSELECT aws_lambda.invoke(:'p_arn<|>', '{}'::json);",
  );
  checkDefinition(
    "SELECT * FROM aws_lambda.invoke('f', '{}'::json) «\\gset»\nSELECT :'pay<|>load'::json ->> 'a';",
  );
});

test('the place that sets a variable is its own definition', () =>
  checkDefinition('\\set a 1\n\\set «<|>a» 2\n'));

test('a psql variable that nothing sets before leads nowhere', () => {
  checkHandler("SELECT :'a<|>';\n\\set a 1\n", undefined);
  checkHandler('\\set a 1\n\\unset a\n\\! echo :<|>a\n', undefined);
});

const body = (text: string): string =>
  `CREATE FUNCTION f(p_id int, name text) RETURNS void LANGUAGE plpgsql AS $$${text}$$;`;

test('a PL/pgSQL variable in an argument leads to its declaration', () => {
  checkDefinition(
    body(
      "DECLARE n numeric(1, 2); «v» json := '{}'; BEGIN PERFORM aws_lambda.invoke('f', payload => v<|>); END",
    ),
  );
  checkDefinition(
    body(
      "DECLARE v json; BEGIN DECLARE «v» json; BEGIN PERFORM aws_lambda.invoke('f', <|>v::json); END; END",
    ),
  );
  checkDefinition(
    body("BEGIN FOR «r» IN SELECT 1 LOOP PERFORM aws_lambda.invoke('f', r<|>.a); END LOOP; END"),
  );
});

test('a parameter leads to the head of the routine', () => {
  checkDefinition(
    "CREATE FUNCTION f(id int, IN «fn» text DEFAULT lower('F'), OUT x json) LANGUAGE plpgsql AS $$BEGIN PERFORM aws_lambda.invoke(fn<|>, '{}'::json); END$$;",
  );
});

test('other names lead nowhere', () => {
  checkHandler(body("BEGIN PERFORM aws_lambda.invoke(other<|>, '{}'::json); END"), undefined);
  checkHandler(body("BEGIN PERFORM aws_lambda.invoke('f', na<|>me => '{}'::json); END"), undefined);
  checkHandler("SELECT aws_lambda.invoke(col<|>, '{}'::json) FROM t", undefined);
  checkHandler('SELECT <|>1', undefined);
  checkHandler('<|>', undefined);
});

test('the name of a Lambda function leads to its handler, from anywhere in the literal', () => {
  checkHandler("SELECT aws_lambda.invoke('<|>ship-order', '{}'::json)", 'ship-order');
  checkHandler(
    "SELECT aws_lambda.invoke('arn:aws:la<|>mbda:us-west-2:123456789012:function:ship-order:v1', '{}'::json)",
    'ship-order',
  );
  checkHandler("SELECT aws_commons.create_lambda_function_arn('ship-order<|>')", 'ship-order');
  checkHandler("SELECT aws_lambda.invoke('f', '<|>{}'::json)", undefined);
});
