import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import Ajv from 'ajv';
import { runCli } from '../support/cli';
import { readJunit } from '../support/junit';
import { makeFolder, writeFiles } from '../support/sandbox';

const folder = makeFolder();
writeFiles(folder, {
  'good.sql': "SELECT * FROM aws_lambda.invoke('f', '{}'::json);\n",
  'bad.sql': "SELECT aws_lambda.invoke('f', '{}');\nSELECT aws_lambda.invoke('f', '{}');\n",
  'warning.sql': "SELECT * FROM aws_lambda.invoke('f', '{}'::json, 'us-west-9');",
  'advice.sql': "SELECT aws_lambda.invoke('f', to_json(t)) FROM t;",
  'sub/bad.sql': "SELECT aws_lambda.invoke('f', '{}');\n",
  'o"d<d> & \u0001.sql': "/* a\u001b]]>\ufffe&\" */ SELECT aws_lambda.invoke('f', '{}');",
});
const check = (args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}) =>
  runCli(['check', ...args], {
    cwd: folder,
    env: { GITHUB_WORKSPACE: undefined, CI_PROJECT_DIR: undefined, ...env },
  });

describe('--format gitlab', () => {
  interface Issue {
    readonly description: string;
    readonly check_name: string;
    readonly fingerprint: string;
    readonly severity: string;
    readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
  }
  /** The table of GitLab's page on the code quality report. */
  const isReport = new Ajv().compile({
    type: 'array',
    items: {
      type: 'object',
      required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
      properties: {
        description: { type: 'string', minLength: 1 },
        check_name: { type: 'string', minLength: 1 },
        fingerprint: { type: 'string', minLength: 1 },
        severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
        location: {
          type: 'object',
          required: ['path', 'lines'],
          properties: {
            path: { type: 'string', not: { pattern: '^(\\./|/)' } },
            lines: {
              type: 'object',
              required: ['begin'],
              properties: { begin: { type: 'integer', minimum: 1 } },
            },
          },
        },
      },
    },
  });

  async function issuesOf(args: readonly string[], env = {}): Promise<readonly Issue[]> {
    const { stdout } = await check(['--format', 'gitlab', ...args], env);
    const value = JSON.parse(stdout) as Issue[];
    assert.ok(isReport(value), JSON.stringify(isReport.errors));
    return value;
  }

  test('has the published shape, an entry a problem', async () => {
    const issues = await issuesOf(['.']);
    assert.deepEqual(
      issues.map(({ check_name, severity, location }) => [
        location.path,
        location.lines.begin,
        check_name,
        severity,
      ]),
      [
        ['advice.sql', 1, 'call-per-row', 'info'],
        ['bad.sql', 1, 'call-ambiguous', 'major'],
        ['bad.sql', 2, 'call-ambiguous', 'major'],
        ['o"d<d> & \u0001.sql', 1, 'call-ambiguous', 'major'],
        ['sub/bad.sql', 1, 'call-ambiguous', 'major'],
        ['warning.sql', 1, 'region-unknown', 'minor'],
      ],
    );
    assert.equal(new Set(issues.map(({ fingerprint }) => fingerprint)).size, issues.length, 'no two alike');
    assert.deepEqual(await issuesOf(['good.sql']), []);
    assert.ok(!isReport([{ description: 'x' }]), 'the schema can refuse');
  });

  test('a fingerprint stays while the lines move', async () => {
    const before = await issuesOf(['bad.sql']);
    const moved = join(makeFolder(), 'bad.sql');
    writeFiles(join(moved, '..'), {
      'bad.sql':
        "\n-- new\nSELECT  aws_lambda.invoke('f',\n '{}');\nSELECT 1;\nSELECT aws_lambda.invoke('f', '{}');",
    });
    const { stdout } = await runCli(['check', '--format', 'gitlab', 'bad.sql'], { cwd: join(moved, '..') });
    assert.deepEqual(
      (JSON.parse(stdout) as Issue[]).map(({ fingerprint }) => fingerprint),
      before.map(({ fingerprint }) => fingerprint),
    );
  });

  test('paths count from the root of the project, wherever the check runs', async () => {
    const { stdout } = await runCli(['check', '--format', 'gitlab', './bad.sql'], {
      cwd: join(folder, 'sub'),
      env: { CI_PROJECT_DIR: folder },
    });
    assert.equal((JSON.parse(stdout) as Issue[])[0]?.location.path, 'sub/bad.sql');
  });
});

describe('--format junit', () => {
  test('has a suite a file and a case a problem; errors fail, the rest passes', async () => {
    const { code, stdout } = await check(['--format', 'junit', 'bad.sql', 'good.sql', 'warning.sql']);
    assert.equal(code, 1);
    assert.deepEqual(
      readJunit(stdout).map(({ suite, name, classname, failure }) => [
        suite,
        name,
        classname,
        failure?.split('\n')[1]?.trim(),
      ]),
      [
        ['bad.sql', 'call-ambiguous at 1:8', 'bad.sql', "SELECT aws_lambda.invoke('f', '{}');"],
        ['bad.sql', 'call-ambiguous at 2:8', 'bad.sql', "SELECT aws_lambda.invoke('f', '{}');"],
        ['good.sql', 'no problems', 'good.sql', undefined],
        ['warning.sql', 'region-unknown at 1:50', 'warning.sql', undefined],
      ],
    );
    assert.match(stdout, /<system-out>warning\.sql:1:50: warning region-unknown: /);
  });

  test('is XML whatever stands in names and files', async () => {
    const { stdout } = await check(['--format', 'junit', 'o"d<d> & \u0001.sql']);
    const [only] = readJunit(stdout);
    assert.equal(only?.suite, 'o"d<d> & ‹U+0001›.sql');
    assert.match(only.failure ?? '', /^ {4}\/\* a␛\]\]>.*&" \*\/ SELECT/m);
  });
});

describe('on GitHub', () => {
  const env = { GITHUB_WORKSPACE: folder };
  const inSub = (format: string) =>
    runCli(['check', '--format', format, 'bad.sql'], { cwd: join(folder, 'sub'), env });

  test('annotations name files from the root of the repository', async () => {
    assert.match((await inSub('github')).stdout, /^::error file=sub\/bad\.sql,line=1,/);
    assert.match((await check(['--format', 'github', 'bad.sql'])).stdout, /^::error file=bad\.sql,line=1,/);
  });

  test('and so does SARIF', async () => {
    assert.match((await inSub('sarif')).stdout, /"uri": "sub\/bad\.sql"/);
  });
});
