import { test } from 'node:test';
import { checkCompletion, checkInsert, checkSnippet, checkTriggered } from '../support/features';

const call = (context: string): string => `SELECT aws_lambda.invoke('f', '{}'::json, context => ${context})`;
const MEMBERS = ['"custom"', '"env"', '"client"'];

test('the members of a client context, without those that are there', () => {
  checkCompletion(call(`'{<|>}'::json`), MEMBERS);
  checkCompletion(call(`'{"<|>"}'`), MEMBERS);
  checkTriggered(call(`'{"<|>}'`), MEMBERS);
  checkCompletion(call(`'{"custom": {}, <|>}'`), ['"env"', '"client"']);
  checkCompletion(call(`'{"custom": {}, "env": {}, "c<|>": {}}'`), ['"client"']);
  checkCompletion(call(`'{\n  "custom": {},\n  "e<|>"\n}'::jsonb`), ['"env"', '"client"']);
});

test('what is known inside of them', () => {
  checkCompletion(call(`'{"client": {"<|>"}}'`), [
    '"installation_id"',
    '"app_title"',
    '"app_version_name"',
    '"app_version_code"',
    '"app_package_name"',
  ]);
  checkCompletion(call(`'{"env": {"locale": "en_US", <|>}}'`), [
    '"platform"',
    '"platform_version"',
    '"make"',
    '"model"',
  ]);
  checkCompletion(call(`'{"custom": {"<|>"}}'`), []);
  checkCompletion(call(`'{"client": {"app_title": "<|>"}}'`), []);
});

test('a name comes with its colon and the braces or quotes of its value', () => {
  checkInsert(call(`'{<|>}'`), '"custom"', call(`'{"custom": {}}'`));
  checkSnippet(call(`'{"cu<|>"}'`), '"custom"', call(`'{"custom": {$1}$0}'`));
  checkInsert(call(`'{"env": {"lo<|>"}}'`), '"locale"', call(`'{"env": {"locale": ""}}'`));
  checkInsert(call(`'{"cu<|>": {}}'`), '"custom"', call(`'{"custom": {}}'`));
});

test('in every kind of quotes, by position too, and while it is half typed', () => {
  checkCompletion(call('$j${<|>}$j$'), MEMBERS);
  checkCompletion(call(`E'{<|>`), MEMBERS);
  checkCompletion(
    "DO $$ BEGIN PERFORM AWS_LAMBDA.INVOKE('f', '{}'::json, NULL, 'RequestResponse', 'None', '{\"<|>\"}'); END $$",
    MEMBERS,
  );
  checkInsert(
    `DO 'BEGIN PERFORM aws_lambda.invoke(''f'', ''{}''::json, context => ''{<|>}''); END'`,
    '"env"',
    `DO 'BEGIN PERFORM aws_lambda.invoke(''f'', ''{}''::json, context => ''{"env": {}}''); END'`,
  );
  checkCompletion(call(`'<|>'`), ['{"custom": {}}']);
  checkCompletion(call(`'[<|>]'`), []);
  checkCompletion(`SELECT aws_lambda.invoke('f', '{<|>}'::json)`, []);
});
