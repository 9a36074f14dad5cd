import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { EXTENSIONS } from '../../core/workspace/fileLanguage';
import { bin } from '../../package.json';
import { PROGRAM, runCli } from '../support/cli';
import { commitAll, git } from '../support/git';
import { makeFolder, writeFiles } from '../support/sandbox';

const WRONG = "SELECT * FROM aws_lambda.invoke('f', '{}'::json, NULL, 'event');\n";
const AMBIGUOUS = "SELECT aws_lambda.invoke('f', '{}');\n";

describe('.pre-commit-hooks.yaml', () => {
  interface Hook {
    readonly id: string;
    readonly name: string;
    readonly entry: string;
    readonly language: string;
    readonly files: string;
  }
  const hooks = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8'), { merge: true }) as readonly Hook[];

  test('runs on every file that may hold SQL, and on no other', () => {
    for (const { id, files } of hooks) {
      for (const extension of EXTENSIONS) assert.match(`deep/a${extension}`, new RegExp(files), id);
      for (const name of ['a.txt', 'sql', 'a.sqlite', 'a.json'])
        assert.doesNotMatch(name, new RegExp(files), id);
    }
  });

  /** As pre-commit runs it: the entry's words, then the files. */
  async function runHook(id: string, folder: string, ...files: readonly string[]) {
    const hook = hooks.find((one) => one.id === id);
    assert.equal(hook?.language, 'node');
    const [command = '', ...words] = hook.entry.split(' ');
    assert.ok(command in bin, 'the command that the package installs');
    return runCli([...words, ...files], { cwd: folder });
  }

  test('the hook refuses a commit with an error', async () => {
    const folder = makeFolder();
    writeFiles(folder, { 'a.sql': AMBIGUOUS, 'b.sql': 'SELECT 1;' });
    assert.equal((await runHook('aurora-lambda-sql', folder, 'a.sql', 'b.sql')).code, 1);
    assert.equal((await runHook('aurora-lambda-sql', folder, 'b.sql')).code, 0);
  });

  test('the hook with fixes mends the files', async () => {
    const folder = makeFolder();
    writeFiles(folder, { 'a.sql': WRONG });
    assert.equal((await runHook('aurora-lambda-sql-fix', folder, 'a.sql')).code, 0);
    assert.equal(readFileSync(join(folder, 'a.sql'), 'utf8'), WRONG.replace('event', 'Event'));
  });
});

describe('docs/ci.md', () => {
  const fences = [...readFileSync('docs/ci.md', 'utf8').matchAll(/^```(\w+)\n([^]*?)^```$/gm)];

  test('its YAML is YAML, and gives the action inputs that it has', () => {
    const { inputs } = parse(readFileSync('action.yml', 'utf8')) as { inputs: object };
    const texts = fences.filter(([, language]) => language === 'yaml').map(([, , text = '']) => text);
    assert.equal(texts.length, 4);
    const steps = texts.flatMap((text) => findSteps(parse(text)));
    const ours = steps.filter(({ uses }) => /^aurora-lambda-sql\//.test(uses ?? ''));
    assert.equal(ours.length, 2);
    for (const { with: given } of ours)
      for (const name of Object.keys(given ?? {})) assert.ok(name in inputs, name);
  });

  interface Step {
    readonly uses?: string;
    readonly with?: object;
  }

  /** All lists of steps, however deep. */
  function findSteps(value: unknown): readonly Step[] {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) =>
      key === 'steps' ? (inner as readonly Step[]) : findSteps(inner),
    );
  }

  test('its commands have options that there are', async () => {
    const { stdout } = await runCli(['check', '--help']);
    const used = fences.flatMap(([, , text = '']) =>
      [...text.matchAll(/aurora-lambda-sql check([^\n>']*)/g)].flatMap(([, words = '']) =>
        words.split(' ').filter((word) => word.startsWith('--')),
      ),
    );
    assert.ok(used.length >= 5, String(used.length));
    for (const flag of used) assert.match(stdout, new RegExp(`^  ${flag} `, 'm'));
  });
});

describe('action.yml', () => {
  interface Action {
    readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
    readonly runs: {
      readonly steps: readonly { readonly env: Record<string, string>; readonly run: string }[];
    };
  }
  const { inputs, runs } = parse(readFileSync('action.yml', 'utf8')) as Action;
  const [step] = runs.steps;
  assert.ok(step);

  /** A folder with an npx that runs this program and notes which package was asked for. */
  function makeNpx(): string {
    const folder = makeFolder();
    writeFiles(folder, {
      npx: `#!/bin/sh\n[ "$1" = --yes ] || exit 9\necho "$2" >&2\nshift 2\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`,
    });
    chmodSync(join(folder, 'npx'), 0o755);
    return folder;
  }
  const npx = makeNpx();

  /** As a runner does it: inputs into the environment, then bash with these flags. */
  function runAction(
    cwd: string,
    given: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>> = {},
  ) {
    for (const name of Object.keys(given)) assert.ok(name in inputs, name);
    const variables = Object.entries(step?.env ?? {}).map(([variable, expression]) => {
      const name = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(expression)?.[1] ?? '';
      return [
        variable,
        given[name] ?? inputs[name]?.default ?? assert.fail(`no input ${expression}`),
      ] as const;
    });
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''],
      {
        cwd,
        encoding: 'utf8',
        env: {
          ...process.env,
          GITHUB_WORKSPACE: cwd,
          ...env,
          ...Object.fromEntries(variables),
          PATH: `${npx}:${process.env['PATH']}`,
        },
      },
    );
    return { status, stdout, stderr };
  }

  test('annotates what it finds and fails with it', () => {
    const folder = makeFolder();
    writeFiles(folder, { 'a.sql': AMBIGUOUS, 'b.sql': 'SELECT 1;' });
    const { status, stdout, stderr } = runAction(folder, { version: '1.2.3' });
    assert.equal(status, 1);
    assert.match(stdout, /^::error file=a\.sql,line=1,/);
    assert.equal(stderr, 'aurora-lambda-sql@1.2.3\n');
    assert.equal(runAction(folder, { paths: 'b.sql' }).status, 0);
  });

  test('paths stand on lines of their own; what stands in an input is never run', () => {
    const folder = makeFolder();
    writeFiles(folder, { 'a b.sql': 'SELECT 1;', 'c/$(touch x).sql': 'SELECT 1;', '-d.sql': AMBIGUOUS });
    const { status, stdout } = runAction(folder, {
      paths: 'a b.sql\nc\n-d.sql\nc/$(touch x).sql\n',
      format: 'text',
    });
    assert.equal(status, 1);
    assert.match(stdout, /^-d\.sql:1:8: error[^]*1 problem in 3 files/);
    assert.deepEqual(readdirSync(folder).sort(), ['-d.sql', 'a b.sql', 'c']);
  });

  test('a report goes to a file, known problems to a baseline', () => {
    const folder = makeFolder();
    writeFiles(folder, { 'a.sql': AMBIGUOUS });
    const { status, stdout } = runAction(folder, { format: 'sarif', output: 'report.sarif' });
    assert.deepEqual([status, stdout], [1, '']);
    const report = JSON.parse(readFileSync(join(folder, 'report.sarif'), 'utf8')) as { version: string };
    assert.equal(report.version, '2.1.0');
    spawnSync(process.execPath, [PROGRAM, 'check', '--baseline', 'known.json', '--write-baseline', '.'], {
      cwd: folder,
    });
    assert.equal(runAction(folder, { baseline: 'known.json' }).status, 0);
  });

  test('in a pull request, changed files alone', () => {
    const folder = makeFolder();
    git(folder, 'init', '--quiet', '--initial-branch', 'main');
    writeFiles(folder, { 'old.sql': AMBIGUOUS });
    commitAll(folder);
    git(folder, 'update-ref', 'refs/remotes/origin/release', 'HEAD');
    writeFiles(folder, { 'new.sql': AMBIGUOUS });
    commitAll(folder);
    const request = { GITHUB_BASE_REF: 'release' };
    for (const [given, env] of [
      [{ changed: 'true' }, request],
      [{ changed: 'HEAD~1' }, {}],
    ] as const) {
      const { status, stdout } = runAction(folder, given, env);
      assert.equal(status, 1);
      assert.doesNotMatch(stdout, /old\.sql/);
      assert.match(stdout, /file=new\.sql/);
    }
    assert.match(runAction(folder, { changed: 'false' }).stdout, /old\.sql/);
  });
});
