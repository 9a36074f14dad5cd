import { test } from 'node:test';
import { checkScopes } from '../support/textmate';

test('both functions are named, in any case, quoted and with room around the dot', async () => {
  await checkScopes(`
    SELECT * FROM AWS_Lambda . "invoke" (f)
    --            ^^^^^^^^^^ meta.function-call.sql entity.name.namespace.sql
    --                       ^ meta.function-call.sql punctuation.accessor.sql
    --                         ^^^^^^^^ meta.function-call.sql support.function.aws-lambda.sql
    --                                  ^ meta.function-call.sql punctuation.section.arguments.begin.sql
    --                                    ^ meta.function-call.sql punctuation.section.arguments.end.sql
    SELECT "aws_commons".create_lambda_function_arn('f')
    --     ^^^^^^^^^^^^^ meta.function-call.sql entity.name.namespace.sql
    --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^ meta.function-call.sql support.function.aws-lambda.sql
  `);
});

test('a call may go on over lines, before its parenthesis too', async () => {
  await checkScopes(`
    SELECT aws_lambda.invoke
      (
        'my-function',
    --   ^^^^^^^^^^^ meta.function-call.sql string.quoted.single.sql meta.arn.aws.sql entity.name.function.aws-lambda.sql
        payload,
        'Tail'
    --   ^^^^ meta.function-call.sql string.quoted.single.sql constant.language.log-type.aws-lambda.sql
      ) 'Tail'
    --   ^^^^ string.quoted.single.sql
  `);
});

test('each part of an ARN has its own scope', async () => {
  await checkScopes(`
    SELECT 'arn:aws:lambda:us-west-2:123456789012:function:my-function:prod'
    --     ^ string.quoted.single.sql punctuation.definition.string.begin.sql
    --      ^^^ string.quoted.single.sql meta.arn.aws.sql keyword.other.arn.aws.sql
    --         ^ string.quoted.single.sql meta.arn.aws.sql punctuation.separator.arn.aws.sql
    --          ^^^ string.quoted.single.sql meta.arn.aws.sql support.type.partition.aws.sql
    --              ^^^^^^ string.quoted.single.sql meta.arn.aws.sql support.class.service.aws.sql
    --                     ^^^^^^^^^ string.quoted.single.sql meta.arn.aws.sql constant.language.region.aws.sql
    --                               ^^^^^^^^^^^^ string.quoted.single.sql meta.arn.aws.sql constant.numeric.account.aws.sql
    --                                            ^^^^^^^^ string.quoted.single.sql meta.arn.aws.sql storage.type.resource.aws.sql
    --                                                     ^^^^^^^^^^^ string.quoted.single.sql meta.arn.aws.sql entity.name.function.aws-lambda.sql
    --                                                                 ^^^^ string.quoted.single.sql meta.arn.aws.sql variable.other.constant.qualifier.aws-lambda.sql
    --                                                                     ^ string.quoted.single.sql punctuation.definition.string.end.sql
  `);
});

test('an ARN keeps its colours while it is typed, and where a part is wrong', async () => {
  await checkScopes(`
    SELECT 'arn:aws-cn:lambda:us_west_2:12'
    --          ^^^^^^ string.quoted.single.sql meta.arn.aws.sql support.type.partition.aws.sql
    --                        ^^^^^^^^^ string.quoted.single.sql meta.arn.aws.sql constant.language.region.aws.sql
    --                                  ^^ string.quoted.single.sql meta.arn.aws.sql constant.numeric.account.aws.sql
    SELECT aws_lambda.invoke('arn:aws')
    --                        ^^^ meta.function-call.sql string.quoted.single.sql meta.arn.aws.sql keyword.other.arn.aws.sql
    --                            ^^^ meta.function-call.sql string.quoted.single.sql meta.arn.aws.sql support.type.partition.aws.sql
  `);
});

test('partial ARNs are read where a function is named, and only there', async () => {
  await checkScopes(`
    SELECT aws_commons.create_lambda_function_arn('123456789012:function:f', 'us-west-2')
    --                                             ^^^^^^^^^^^^ meta.function-call.sql string.quoted.single.sql meta.arn.aws.sql constant.numeric.account.aws.sql
    --                                                          ^^^^^^^^ meta.function-call.sql string.quoted.single.sql meta.arn.aws.sql storage.type.resource.aws.sql
    --                                                                   ^ meta.function-call.sql string.quoted.single.sql meta.arn.aws.sql entity.name.function.aws-lambda.sql
    --                                                                        ^^^^^^^^^ meta.function-call.sql string.quoted.single.sql constant.language.region.aws.sql
    SELECT aws_lambda.invoke('us-gov-west-1:my_function:$LATEST', x, 'f:g')
    --                        ^^^^^^^^^^^^^ meta.function-call.sql string.quoted.single.sql meta.arn.aws.sql constant.language.region.aws.sql
    --                                      ^^^^^^^^^^^ meta.function-call.sql string.quoted.single.sql meta.arn.aws.sql entity.name.function.aws-lambda.sql
    --                                                  ^^^^^^^ meta.function-call.sql string.quoted.single.sql meta.arn.aws.sql variable.other.constant.qualifier.aws-lambda.sql
    --                                                                ^^^ meta.function-call.sql string.quoted.single.sql
    SELECT '123456789012:function:f'
    --      ^^^^^^^^^^^^^^^^^^^^^^^ string.quoted.single.sql
  `);
});

test('argument names, with either arrow, quoted or not', async () => {
  await checkScopes(`
    SELECT aws_lambda.invoke(payload => x, FUNCTION_NAME => 'f', "log_type" := 'None', qualifier=>'v1');
    --                       ^^^^^^^ meta.function-call.sql variable.parameter.sql
    --                               ^^ meta.function-call.sql keyword.operator.assignment.sql
    --                                     ^^^^^^^^^^^^^ meta.function-call.sql variable.parameter.sql
    --                                                       ^ meta.function-call.sql string.quoted.single.sql meta.arn.aws.sql entity.name.function.aws-lambda.sql
    --                                                           ^^^^^^^^^^ meta.function-call.sql variable.parameter.sql
    --                                                                      ^^ meta.function-call.sql keyword.operator.assignment.sql
    --                                                                          ^^^^ meta.function-call.sql string.quoted.single.sql constant.language.log-type.aws-lambda.sql
    --                                                                                 ^^^^^^^^^ meta.function-call.sql variable.parameter.sql
    --                                                                                          ^^ meta.function-call.sql keyword.operator.assignment.sql
    --                                                                                             ^^ meta.function-call.sql string.quoted.single.sql
  `);
});

test('an expression may name the function', async () => {
  await checkScopes(`
    SELECT aws_lambda.invoke(coalesce(x, 'a)'), 'Tail', function_name => (concat('b)'), 'Tail'), 1);
    --                       ^^^^^^^^ meta.function-call.sql support.function.expression.sql
    --                                    ^^ meta.function-call.sql string.quoted.single.sql
    --                                           ^^^^ meta.function-call.sql string.quoted.single.sql constant.language.log-type.aws-lambda.sql
    --                                                                    ^^^^^^ meta.function-call.sql support.function.string.sql
    --                                                                            ^^ meta.function-call.sql string.quoted.single.sql
    --                                                                                   ^^^^ meta.function-call.sql string.quoted.single.sql constant.language.log-type.aws-lambda.sql
    --                                                                                           ^ meta.function-call.sql constant.numeric.sql
  `);
});

test('enumeration values within a call, in nested parentheses too, and only in the right case', async () => {
  await checkScopes(`
    SELECT aws_lambda.invoke(f, p, 'RequestResponse', coalesce(t, 'Event'), ('DryRun'), 'Tail', 'tail')
    --                              ^^^^^^^^^^^^^^^ meta.function-call.sql string.quoted.single.sql constant.language.invocation-type.aws-lambda.sql
    --                                                             ^^^^^ meta.function-call.sql string.quoted.single.sql constant.language.invocation-type.aws-lambda.sql
    --                                                                        ^^^^^^ meta.function-call.sql string.quoted.single.sql constant.language.invocation-type.aws-lambda.sql
    --                                                                                   ^^^^ meta.function-call.sql string.quoted.single.sql constant.language.log-type.aws-lambda.sql
    --                                                                                           ^^^^ meta.function-call.sql string.quoted.single.sql
  `);
});

test('the composite type, after a cast and in a declaration', async () => {
  await checkScopes(`
    SELECT x::aws_commons._lambda_function_arn_1;
    --        ^^^^^^^^^^^ entity.name.namespace.sql
    --                   ^ punctuation.accessor.sql
    --                    ^^^^^^^^^^^^^^^^^^^^^^ support.type.aws-commons.sql
    arn AWS_COMMONS._LAMBDA_FUNCTION_ARN_1;
    --  ^^^^^^^^^^^ entity.name.namespace.sql
    --              ^^^^^^^^^^^^^^^^^^^^^^ support.type.aws-commons.sql
  `);
});

test("psql's variables in their four forms", async () => {
  await checkScopes(`
    SELECT :'arn'::text, :"column", :limit, :{?limit};
    --     ^^ variable.other.psql.sql punctuation.definition.variable.begin.sql
    --       ^^^ variable.other.psql.sql
    --          ^ variable.other.psql.sql punctuation.definition.variable.end.sql
    --                   ^^ variable.other.psql.sql punctuation.definition.variable.begin.sql
    --                     ^^^^^^ variable.other.psql.sql
    --                              ^ variable.other.psql.sql punctuation.definition.variable.begin.sql
    --                               ^^^^^ variable.other.psql.sql
    --                                      ^^^ variable.other.psql.sql punctuation.definition.variable.begin.sql
    SELECT aws_lambda.invoke(:'arn', :payload::json);
    --                         ^^^ meta.function-call.sql variable.other.psql.sql
    --                                ^^^^^^^ meta.function-call.sql variable.other.psql.sql
  `);
});

test("psql's commands and the variables they set", async () => {
  await checkScopes(`
    SELECT 1 AS arn \\gset my_
    --              ^^^^^ keyword.control.directive.psql.sql
    --                    ^^^ variable.other.psql.sql
    SELECT 1\\gexec
    --      ^^^^^^ keyword.control.directive.psql.sql
    \\set region 'us-west-2'
--  ^^^^ keyword.control.directive.psql.sql
    --   ^^^^^^ variable.other.psql.sql
    \\dx+
--  ^^^^ keyword.control.directive.psql.sql
  `);
});

test('calls within a dollar-quoted body are calls', async () => {
  await checkScopes(`
    CREATE FUNCTION notify() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
      PERFORM aws_lambda.invoke('f', to_jsonb(NEW), invocation_type := 'Event');
    --                   ^^^^^^ meta.function-call.sql support.function.aws-lambda.sql
    --                                              ^^^^^^^^^^^^^^^ meta.function-call.sql variable.parameter.sql
    --                                                                  ^^^^^ meta.function-call.sql string.quoted.single.sql constant.language.invocation-type.aws-lambda.sql
    END $body$;
    SELECT 'Event';
    --      ^^^^^ string.quoted.single.sql
  `);
});

test('SQL in a Markdown fence', async () => {
  const fence = 'markup.fenced_code.block.markdown meta.embedded.block.sql';
  await checkScopes(
    `
\`\`\`sql
SELECT aws_lambda.invoke('f');
--                ^^^^^^ ${fence} meta.function-call.sql support.function.aws-lambda.sql
\`\`\`
`,
    'text.html.markdown',
  );
});
