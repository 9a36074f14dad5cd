import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import Ajv from 'ajv';
import { version } from '../../package.json';
import { runCli } from '../support/cli';
import { makeFolder, writeFiles } from '../support/sandbox';

const folder = makeFolder();
writeFiles(folder, {
  'good.sql': "SELECT * FROM aws_lambda.invoke('f', '{}'::json);\n",
  'bad.sql': [
    '-- 😀',
    "SELECT '😀',\taws_lambda.invoke('f', '{}'::json, invocation_type => 'event');",
    'SELECT (aws_lambda.invoke(',
    "  aws_commons.create_lambda_function_arn('f'),",
    "  '{}'::json)).*;",
    '',
  ].join('\n'),
  'warning.sql': "SELECT * FROM aws_lambda.invoke('f', '{}'::json, 'us-west-9');",
  'plain.sql': 'SELECT 1;',
  'deep/er/good.sql': 'SELECT 2;',
  'node_modules/x/skipped.sql': "SELECT aws_lambda.invoke('f', '{}');",
  'odd, name%.sql': "SELECT aws_lambda.invoke('f', '{}');",
});
const check = (...args: readonly string[]) => runCli(['check', ...args], { cwd: folder });

describe('--format json', () => {
  test('has calls and problems with places in lines and UTF-16 columns from 1', async () => {
    const { code, stdout, stderr } = await check('--format', 'json', 'bad.sql');
    assert.deepEqual([code, stderr], [1, '']);
    const { files } = JSON.parse(stdout) as {
      files: {
        path: string;
        calls: unknown[];
        problems: { code: string; message: string; fingerprint: string }[];
      }[];
    };
    assert.equal(files.length, 1);
    assert.equal(files[0]?.path, 'bad.sql');
    assert.deepEqual(files[0].calls, [
      {
        function: 'aws_lambda.invoke',
        line: 2,
        column: 14,
        endLine: 2,
        endColumn: 76,
        verdict: 'ok',
        overload: 'text-json',
      },
      {
        function: 'aws_lambda.invoke',
        line: 3,
        column: 9,
        endLine: 5,
        endColumn: 14,
        verdict: 'ok',
        overload: 'arn-json',
      },
      {
        function: 'aws_commons.create_lambda_function_arn',
        line: 4,
        column: 3,
        endLine: 4,
        endColumn: 46,
        verdict: 'ok',
        overload: null,
      },
    ]);
    assert.deepEqual(
      files[0].problems.map((problem) => problem.code),
      ['enum-value', 'expands-to-many-calls'],
    );
    const { message, fingerprint, ...problem } = files[0].problems[0] ?? { message: '', fingerprint: '' };
    assert.match(fingerprint, /^[0-9a-f]{32}$/);
    assert.match(message, /^invocation_type is one of /);
    assert.deepEqual(problem, {
      code: 'enum-value',
      severity: 'error',
      sqlstate: null,
      line: 2,
      column: 68,
      endLine: 2,
      endColumn: 75,
      fixes: [
        {
          title: "Change to 'Event'",
          edits: [{ line: 2, column: 69, endLine: 2, endColumn: 74, newText: 'Event' }],
        },
      ],
    });
  });

  test('files in the order given, none twice', async () => {
    const { code, stdout } = await check('--format', 'json', 'plain.sql', 'good.sql', 'plain.sql');
    assert.equal(code, 0);
    const { files } = JSON.parse(stdout) as { files: { path: string }[] };
    assert.deepEqual(
      files.map(({ path }) => path),
      ['plain.sql', 'good.sql'],
    );
  });

  test('standard input is "-"', async () => {
    const { code, stdout } = await runCli(['check', '--format', 'json', '-'], {
      input: "\ufeffSELECT aws_lambda.invoke('f', '{}')",
    });
    assert.equal(code, 1);
    const { files } = JSON.parse(stdout) as {
      files: { path: string; problems: { code: string; column: number }[] }[];
    };
    assert.deepEqual(
      [files[0]?.path, files[0]?.problems[0]?.code, files[0]?.problems[0]?.column],
      ['-', 'call-ambiguous', 8],
    );
  });
});

describe('--format text', () => {
  test('shows the line with carets under the place, wide characters and tabs counted as they are shown', async () => {
    const { code, stdout } = await check('bad.sql');
    assert.equal(code, 1);
    const messages = /((?:error|warning) [a-z-]+: ).*/g;
    assert.equal(
      stdout.replace(messages, '$1…'),
      `bad.sql:2:68: error enum-value: …
    SELECT '😀',    aws_lambda.invoke('f', '{}'::json, invocation_type => 'event');
                                                                          ^^^^^^^
    fix: Change to 'Event'

bad.sql:3:8: warning expands-to-many-calls: …
    SELECT (aws_lambda.invoke(
           ^^^^^^^^^^^^^^^^^^^
    fix: Call it once, in FROM

2 problems in 1 file: 1 error, 1 warning.
`,
    );
  });

  test('a warning alone is no failure', async () => {
    const { code, stdout } = await check('warning.sql', 'good.sql');
    assert.match(stdout, /1 problem in 2 files: 1 warning\.\n$/);
    assert.equal(code, 0);
  });

  test('folders and globs stand for the files in them, node_modules aside', async () => {
    assert.equal((await check('deep')).stdout, 'No problems in 1 file.\n');
    assert.equal((await check('**/good.sql')).stdout, 'No problems in 2 files.\n');
    assert.match((await check('.')).stdout, / in 6 files: /);
  });

  test('no escape sequences where nobody looks', async () => {
    const { stdout } = await runCli(['check', 'bad.sql'], { cwd: folder, env: { TERM: 'xterm-256color' } });
    assert.ok(!stdout.includes('\u001b'));
  });

  test('what the file hides is shown, and moves no cursor', async () => {
    const { stdout } = await runCli(['check', '-'], {
      input: "SELECT aws_lambda.invoke('\u001b[2J\u202ef', '{}')",
    });
    assert.match(stdout, /^ {4}SELECT aws_lambda\.invoke\('␛\[2J‹U\+202E›f', '\{\}'\)$/m);
  });
});

test('--format github writes annotations, escaped', async () => {
  const { code, stdout } = await check('--format', 'github', 'odd, name%.sql', 'warning.sql', 'good.sql');
  assert.equal(code, 1);
  const [error, warning, rest] = stdout.split('\n');
  assert.match(
    error ?? '',
    /^::error file=odd%2C name%25\.sql,line=1,endLine=1,col=8,endColumn=25,title=call-ambiguous::PostgreSQL: function/,
  );
  assert.match(
    warning ?? '',
    /^::warning file=warning\.sql,line=1,endLine=1,col=\d+,endColumn=\d+,title=region-unknown::/,
  );
  assert.equal(rest, '');
});

test('--format github shows control characters as signs', async () => {
  const { stdout } = await runCli(['check', '--format', 'github', '-'], {
    input: "SELECT aws_lambda.invoke('\u001b[2Jf', '{}'::json)",
  });
  assert.match(stdout, /::Function name '␛\[2Jf' is not valid\./);
});

describe('--format sarif', () => {
  const schema = JSON.parse(
    readFileSync(join(process.cwd(), 'test/fixtures/sarif/sarif-2.1.0.schema.json'), 'utf8'),
  ) as object;
  const isValid = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

  test('is valid by the official schema, with and without problems', async () => {
    for (const files of [
      ['good.sql'],
      ['bad.sql', 'warning.sql', 'odd, name%.sql', join(folder, 'bad.sql')],
    ]) {
      const { stdout } = await check('--format', 'sarif', ...files);
      assert.ok(isValid(JSON.parse(stdout)), JSON.stringify(isValid.errors));
    }
    assert.ok(!isValid({ version: '2.1.0' }), 'the schema can refuse');
  });

  test('names tool, rule, place and fix', async () => {
    const { code, stdout } = await check('--format', 'sarif', 'odd, name%.sql');
    assert.equal(code, 1);
    const { runs } = JSON.parse(stdout) as {
      runs: {
        columnKind: string;
        tool: { driver: { name: string; semanticVersion: string; rules: { id: string }[] } };
        results: Record<string, unknown>[];
      }[];
    };
    const [run] = runs;
    assert.equal(run?.columnKind, 'utf16CodeUnits');
    assert.deepEqual([run.tool.driver.name, run.tool.driver.semanticVersion], ['aurora-lambda-sql', version]);
    const [result] = run.results;
    assert.equal(run.tool.driver.rules[Number(result?.['ruleIndex'])]?.id, 'call-ambiguous');
    assert.equal(result?.['level'], 'error');
    const artifactLocation = { uri: 'odd%2C%20name%25.sql' };
    assert.deepEqual(result['locations'], [
      {
        physicalLocation: {
          artifactLocation,
          region: { startLine: 1, startColumn: 8, endLine: 1, endColumn: 25 },
        },
      },
    ]);
    assert.deepEqual((result['fixes'] as unknown[])[0], {
      description: { text: 'Cast payload to json' },
      artifactChanges: [
        {
          artifactLocation,
          replacements: [
            {
              deletedRegion: { startLine: 1, startColumn: 35, endLine: 1, endColumn: 35 },
              insertedContent: { text: '::json' },
            },
          ],
        },
      ],
    });
  });
});
