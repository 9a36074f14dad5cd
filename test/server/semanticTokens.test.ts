import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createDocument } from '../../core/analysis';
import { semanticTokens, tokensEdit } from '../../server/features/semanticTokens';
import { SEMANTIC_TOKENS_LEGEND } from '../../server/features/semanticTokensLegend';
import { createRandom } from '../support/random';

const { tokenTypes } = SEMANTIC_TOKENS_LEGEND;

/** Each token as `text kind`, with a star behind what is AWS's own. */
function drawTokens(text: string, data: readonly number[]): readonly string[] {
  const judge = TextDocument.create('file:///test.sql', 'sql', 1, text);
  const drawn: string[] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0, type = 0, modifiers = 0] = data.slice(at, at + 5);
    character = down === 0 ? character + right : right;
    line += down;
    const start = judge.offsetAt({ line, character });
    drawn.push(`${text.slice(start, start + length)} ${tokenTypes[type]}${modifiers ? '*' : ''}`);
  }
  return drawn;
}

function checkTokens(text: string, expected: readonly string[]): void {
  assert.deepEqual(drawTokens(text, semanticTokens(createDocument(text))), expected);
}

const INVOKE = ['aws_lambda namespace*', 'invoke function*'];

test('names, arguments, enumerations and Regions', () => {
  checkTokens(
    "SELECT 1, AWS_LAMBDA.invoke('f', '{}'::json, 'us-west-2', invocation_type => 'Event', other => 'Tail')",
    [
      'AWS_LAMBDA namespace*',
      'invoke function*',
      'f function',
      'us-west-2 enumMember*',
      'invocation_type parameter*',
      'Event enumMember*',
    ],
  );
  checkTokens("SELECT '(f,r)'::aws_commons._lambda_function_arn_1; SET aws_lambda.connect_timeout_ms = 1", [
    'aws_commons namespace*',
    '_lambda_function_arn_1 type*',
    'aws_lambda namespace*',
    'connect_timeout_ms property*',
  ]);
});

test('an ARN part by part', () =>
  checkTokens(
    "SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:my-function:live', $1, qualifier => 'live')",
    [
      ...INVOKE,
      'arn namespace*',
      'aws namespace*',
      'lambda namespace*',
      'us-west-2 enumMember*',
      '123456789012 property',
      'function namespace*',
      'my-function function',
      'live property',
      'qualifier parameter*',
      'live property',
    ],
  ));

test('OUT columns and psql variables', () =>
  checkTokens(
    "SELECT r.payload, status_code, payload.x, t.log_result FROM t, aws_lambda.invoke(:'fn', :body::json) AS r WHERE executed_version = '1'",
    [
      'payload property*',
      'status_code property*',
      'payload property*',
      ...INVOKE,
      ":'fn' variable",
      ':body variable',
      'executed_version property*',
    ],
  ));

test('in bodies and quotes, over lines of every kind', () => {
  checkTokens(
    "SELECT '😀';\r\nDO 'BEGIN\r\n  PERFORM aws_lambda.invoke(''f''\r\n, ''{}''::json, region => ''eu-west-1''); END'",
    [...INVOKE, 'f function', 'region parameter*', 'eu-west-1 enumMember*'],
  );
  checkTokens("DO $$ BEGIN EXECUTE 'SELECT aws_lambda.invoke(''f'', $1::json)'; END $$", [
    ...INVOKE,
    'f function',
  ]);
});

test("nothing of anybody else's", () => {
  checkTokens("SELECT payload, 'Event' FROM t; SELECT boto.aws_lambda.invoke(1), other.invoke('f')", []);
  checkTokens("-- aws_lambda.invoke('f')\nSELECT 'aws_lambda.invoke', aws_lambda.nothing()", []);
  checkTokens("SELECT aws_lambda.invoke('f', '{}'::json, 'nowhere', 'event')", [...INVOKE, 'f function']);
});

test('half-typed calls', () => {
  checkTokens("SELECT aws_lambda.invoke('f", INVOKE);
  checkTokens('SELECT aws_lambda.invoke(function_name => ', [...INVOKE, 'function_name parameter*']);
});

const CALL = "SELECT *\nFROM aws_lambda.invoke('f', '{}'::json, NULL,\n 'Event');\n";

test('a range gives the statements that touch it', () => {
  const text = CALL.repeat(3);
  const range = { start: { line: 3, character: 0 }, end: { line: 3, character: 1 } };
  const drawn = drawTokens(text, semanticTokens(createDocument(text), range));
  assert.deepEqual(drawn, [...INVOKE, 'f function', 'Event enumMember*']);
});

test('after any edit the change makes the new tokens of the old', () => {
  const { pick, integer } = createRandom(7);
  const pieces = ["'", 'f', '\n', ';', "'Event'", CALL, '(', ')', 'aws_lambda.invoke(', ''];
  let document = createDocument(CALL.repeat(5));
  let data = semanticTokens(document);
  for (let round = 0; round < 300; round++) {
    const start = integer(document.length + 1);
    document = document.edit({ start, end: start + integer(8), newText: pick(pieces) });
    const now = semanticTokens(document);
    const [edit] = tokensEdit(data, now);
    if (edit) data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
    assert.deepEqual(data, now);
    assert.deepEqual(
      now,
      semanticTokens(createDocument(document.text)),
      'kept tokens are those of a fresh read',
    );
    data = now;
  }
});
