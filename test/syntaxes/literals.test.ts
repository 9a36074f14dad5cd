import { test } from 'node:test';
import { checkScopes } from '../support/textmate';

/** The scopes of JSON in a literal, outside and inside a call. */
const JSON_TEXT = 'string.quoted.single.sql meta.embedded.inline.json';
const PAYLOAD = `meta.function-call.sql ${JSON_TEXT}`;

test('a literal cast to json or jsonb on its line is JSON, wherever it stands', async () => {
  await checkScopes(`
    SELECT '{"n": [-1.5e3, null]}' :: JSONB
    --     ^ string.quoted.single.sql punctuation.definition.string.begin.sql
    --      ^ ${JSON_TEXT} punctuation.definition.dictionary.begin.json
    --       ^ ${JSON_TEXT} string.json support.type.property-name.json punctuation.support.type.property-name.begin.json
    --        ^ ${JSON_TEXT} string.json support.type.property-name.json
    --          ^ ${JSON_TEXT} punctuation.separator.dictionary.key-value.json
    --            ^ ${JSON_TEXT} punctuation.definition.array.begin.json
    --             ^^^^^^ ${JSON_TEXT} constant.numeric.json
    --                   ^ ${JSON_TEXT} punctuation.separator.json
    --                     ^^^^ ${JSON_TEXT} constant.language.json
    --                         ^ ${JSON_TEXT} punctuation.definition.array.end.json
    --                          ^ ${JSON_TEXT} punctuation.definition.dictionary.end.json
    --                           ^ string.quoted.single.sql punctuation.definition.string.end.sql
    SELECT '"text"'::json, 'plain'::text
    --      ^ ${JSON_TEXT} string.quoted.double.json punctuation.definition.string.begin.json
    --       ^^^^ ${JSON_TEXT} string.quoted.double.json
    --                      ^^^^^ string.quoted.single.sql
  `);
});

test('in a call a brace is enough, over any number of lines', async () => {
  await checkScopes(`
    SELECT aws_lambda.invoke('f', '
      {
    --^ ${PAYLOAD} punctuation.definition.dictionary.begin.json
        "body": "Hello"
    --   ^^^^ ${PAYLOAD} string.json support.type.property-name.json
    --           ^^^^^ ${PAYLOAD} string.quoted.double.json
      }', 'Event');
    --     ^^^^^ meta.function-call.sql string.quoted.single.sql constant.language.invocation-type.aws-lambda.sql
  `);
});

test('a brace under another cast is no JSON', async () => {
  await checkScopes(`
    SELECT aws_lambda.invoke('f', to_json('{a,b}'::text[]))
    --                                     ^^^^^ meta.function-call.sql string.quoted.single.sql
  `);
});

test('doubled quotes belong to the literal, and are escapes', async () => {
  await checkScopes(`
    SELECT '{"it''s": "it''s"}'::json, 'Event'
    --          ^^ ${JSON_TEXT} string.json support.type.property-name.json constant.character.escape.sql
    --                   ^^ ${JSON_TEXT} string.quoted.double.json constant.character.escape.sql
    --                                  ^^^^^ string.quoted.single.sql
  `);
});

test('doubled quotes are escapes in every literal that is read here', async () => {
  const argument = 'meta.function-call.sql string.quoted.single.sql';
  await checkScopes(`
    SELECT aws_lambda.invoke('my''f', p, 'a''b', e'a''b'), 'arn:aws:lambda:a''b', E'''x'::json, '''x'::json
    --                          ^^ ${argument} constant.character.escape.sql
    --                                     ^^ ${argument} constant.character.escape.sql
    --                                              ^^ ${argument} constant.character.escape.sql
    --                                                                      ^^ string.quoted.single.sql constant.character.escape.sql
    --                                                                              ^^ string.quoted.single.sql constant.character.escape.sql
    --                                                                                           ^^ ${JSON_TEXT} constant.character.escape.sql
  `);
});

test("JSON's escapes, and what is none", async () => {
  await checkScopes(String.raw`
    SELECT '{"\n": "\"\u00e9\x"}'::json
    --        ^^ ${JSON_TEXT} string.json support.type.property-name.json constant.character.escape.json
    --              ^^ ${JSON_TEXT} string.quoted.double.json constant.character.escape.json
    --                ^^^^^^ ${JSON_TEXT} string.quoted.double.json constant.character.escape.json
    --                      ^^ ${JSON_TEXT} string.quoted.double.json invalid.illegal.unrecognized-string-escape.json
    --                        ^ ${JSON_TEXT} string.quoted.double.json punctuation.definition.string.end.json
  `);
});

test('broken JSON reaches no further than its literal', async () => {
  await checkScopes(`
    SELECT aws_lambda.invoke('f', '{"a": "b', 'Tail'), '{"'::json, 1
    --                                     ^ meta.function-call.sql string.quoted.single.sql punctuation.definition.string.end.sql
    --                                         ^^^^ meta.function-call.sql string.quoted.single.sql constant.language.log-type.aws-lambda.sql
    --                                                   ^ ${JSON_TEXT}
    --                                                    ^ string.quoted.single.sql punctuation.definition.string.end.sql
    --                                                             ^ constant.numeric.sql
  `);
});

test("E'…' ends where its escapes say", async () => {
  await checkScopes(String.raw`
    SELECT E'{"a": "it\'s"}'::json, 1
    --     ^ string.quoted.single.sql storage.type.string.sql
    --      ^ string.quoted.single.sql punctuation.definition.string.begin.sql
    --                ^^ string.quoted.single.sql constant.character.escape.sql
    --                     ^ string.quoted.single.sql punctuation.definition.string.end.sql
    --                              ^ constant.numeric.sql
    SELECT aws_lambda.invoke('f', p, e'a\'''
      \');', 'None'), 1
    --^^ meta.function-call.sql string.quoted.single.sql constant.character.escape.sql
    --        ^^^^ meta.function-call.sql string.quoted.single.sql constant.language.log-type.aws-lambda.sql
    --                ^ constant.numeric.sql
  `);
});

test('without the E a backslash escapes nothing', async () => {
  await checkScopes(String.raw`
    SELECT aws_lambda.invoke('f', p, 'a
      b\', 'Tail'), 1
    --  ^ meta.function-call.sql string.quoted.single.sql punctuation.definition.string.end.sql
    --      ^^^^ meta.function-call.sql string.quoted.single.sql constant.language.log-type.aws-lambda.sql
    --              ^ constant.numeric.sql
  `);
});

test('a dollar-quoted payload ends at its own tag', async () => {
  const dollar = 'meta.function-call.sql string.quoted.other.dollar.sql';
  await checkScopes(`
    SELECT aws_lambda.invoke('f', $j$ {"it's": "$LATEST $"} $j$::json, 'Tail');
    --                            ^^^ ${dollar} punctuation.definition.string.begin.sql
    --                                  ^^^^ ${dollar} meta.embedded.inline.json string.json support.type.property-name.json
    --                                          ^^^^^^^^^ ${dollar} meta.embedded.inline.json string.quoted.double.json
    --                                                      ^^^ ${dollar} punctuation.definition.string.end.sql
    --                                                                  ^^^^ meta.function-call.sql string.quoted.single.sql constant.language.log-type.aws-lambda.sql
  `);
});

test('a dollar-quoted payload has the rest of JSON too', async () => {
  const json = 'meta.function-call.sql string.quoted.other.dollar.sql meta.embedded.inline.json';
  await checkScopes(String.raw`
    SELECT aws_lambda.invoke('f', $$["\n", {"\t": 1}]$$);
    --                              ^ ${json} punctuation.definition.array.begin.json
    --                                ^^ ${json} string.quoted.double.json constant.character.escape.json
    --                                       ^^ ${json} string.json support.type.property-name.json constant.character.escape.json
    --                                            ^ ${json} constant.numeric.json
  `);
});

test('parentheses, semicolons and comments inside a call do not end it', async () => {
  await checkScopes(`
    SELECT aws_lambda.invoke('f;)', (p), ';)', -- it's )
    --                        ^^^ meta.function-call.sql string.quoted.single.sql
    --                                         ^^ meta.function-call.sql comment.line.double-dash.sql punctuation.definition.comment.sql
      'Tail' /* ; ) */), 1
    -- ^^^^ meta.function-call.sql string.quoted.single.sql constant.language.log-type.aws-lambda.sql
    --                   ^ constant.numeric.sql
  `);
});

test('a call without its parenthesis ends with its statement', async () => {
  await checkScopes(`
    SELECT aws_lambda.invoke('f', concat('a';
    SELECT 'Event', '{"a":1}';
    --      ^^^^^ string.quoted.single.sql
    --               ^^^^^^^ string.quoted.single.sql
  `);
});

test('an empty call is a call', async () => {
  await checkScopes(`
    SELECT aws_lambda.invoke(), 1
    --                      ^ meta.function-call.sql punctuation.section.arguments.begin.sql
    --                       ^ meta.function-call.sql punctuation.section.arguments.end.sql
    --                          ^ constant.numeric.sql
    SELECT aws_lambda.invoke( ), 1
    --                           ^ constant.numeric.sql
  `);
});
