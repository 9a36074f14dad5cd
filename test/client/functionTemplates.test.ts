import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  describeUnusable,
  FUNCTION_TEMPLATES,
  validateFunctionName,
} from '../../client/sandbox/functionTemplates';
import { openSandbox, type TestSandbox } from '../support/sandbox';

describe('a new function', () => {
  let sandbox: TestSandbox;
  const nameOf = (extension: string): string => `made${extension.replace('.', '-')}`;
  before(async () => {
    const files = FUNCTION_TEMPLATES.map(({ extension, text }) => [nameOf(extension) + extension, text]);
    sandbox = await openSandbox(Object.fromEntries(files) as Record<string, string>);
  });
  after(() => sandbox.stop());

  for (const { label, extension } of FUNCTION_TEMPLATES) {
    test(`in ${label} answers as it stands, and logs`, async () => {
      const [row] = await sandbox.rows(
        `SELECT payload::text, convert_from(decode(log_result, 'base64'), 'utf-8') AS log
         FROM aws_lambda.invoke('${nameOf(extension)}', '{"a": 1}'::json, log_type => 'Tail')`,
      );
      assert.deepEqual(JSON.parse(String(row?.['payload'])), { statusCode: 200, body: { a: 1 } });
      assert.match(String(row?.['log']), new RegExp(`called as ${nameOf(extension)} [0-9a-f-]{36}`));
    });
  }
});

test('a name that Lambda would not take is refused, and one that is there already', () => {
  assert.equal(validateFunctionName('my-function_2', []), undefined);
  for (const name of ['', 'a b', 'ä', 'a.b', 'a/b', 'x'.repeat(65)]) {
    assert.match(validateFunctionName(name, []) ?? '', /1 to 64 letters/);
  }
  assert.match(validateFunctionName('greet', ['greet']) ?? '', /"greet" in the folder already/);
});

test('a functions folder that is none is told in plain words', async () => {
  const file = 'package.json';
  for (const [folder, why] of [
    [file, /^No function can be written to package\.json: there is a file of this name\. Choose another/],
    [join(file, 'functions'), /: it lies below what is no folder\./],
  ] as const)
    await assert.rejects(mkdir(folder, { recursive: true }), (error: NodeJS.ErrnoException) => {
      assert.match(describeUnusable(folder, error), why);
      return true;
    });
});
