import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { test } from 'node:test';
import { version } from '../../package.json';
import { PROGRAM, runCli } from '../support/cli';
import { makeFolder, writeFiles } from '../support/sandbox';

const folder = makeFolder();
writeFiles(folder, { 'a.sql': 'SELECT 1;', 'empty/readme.txt': '' });
mkdirSync(join(folder, 'folder.sql'));
writeFileSync(join(folder, 'old.sql'), "SELECT 'é';", 'latin1');

test('--version and --help', async () => {
  assert.deepEqual(await runCli(['--version']), { code: 0, stdout: `${version}\n`, stderr: '' });
  const help = await runCli(['--help']);
  assert.equal(help.code, 0);
  for (const command of ['check', 'run', 'sandbox', 'lsp'])
    assert.match(help.stdout, new RegExp(`^  ${command} `, 'm'));
  const ofRun = await runCli(['run', '--help']);
  assert.equal(ofRun.code, 0);
  for (const flag of ['--connection', '--format', '-v', '--functions', '-c'])
    assert.match(ofRun.stdout, new RegExp(`  ${flag}`));
});

const WRONG: readonly (readonly [args: readonly string[], line: RegExp])[] = [
  [[], /Usage: aurora-lambda-sql/],
  [['chek'], /error: unknown command 'chek'\n\(Did you mean check\?\)/],
  [['check', '--colour', 'a.sql'], /error: unknown option '--colour'/],
  [['check'], /^aurora-lambda-sql: Name the files or folders to check, or - for standard input; .*\n$/],
  [
    ['check', '--format', 'xml', 'a.sql'],
    /error: option '--format <format>' argument 'xml' is invalid\. Allowed choices are text, json, sarif, github, gitlab, junit\./,
  ],
  [
    ['check', '--language', 'cobol', 'a.sql'],
    /^aurora-lambda-sql: The language "cobol" is not checked\. Known: sql, .*\n$/,
  ],
  [['check', 'a'.repeat(300)], /^aurora-lambda-sql: a{300} can't be read: ENAMETOOLONG: .*\.\n$/],
  [['check', 'nope.sql'], /^aurora-lambda-sql: There is no file nope\.sql\. Check its spelling\.\n$/],
  [['check', 'a.sql', '*.nope'], /^aurora-lambda-sql: There is no file \*\.nope\. Check its spelling\.\n$/],
  [['check', 'empty'], /^aurora-lambda-sql: There is no SQL file and no source to check in empty\. .*\n$/],
  [
    ['check', '--changed', '.'],
    /^aurora-lambda-sql: --changed needs a git repository, and git refuses: not a git repository .*\n$/,
  ],
  [
    ['check', '--baseline', 'nope.json', 'a.sql'],
    /^aurora-lambda-sql: There is no baseline nope\.json\. Make it with --write-baseline\.\n$/,
  ],
  [
    ['check', '--baseline', 'a.sql', 'a.sql'],
    /^aurora-lambda-sql: a\.sql is no baseline of this program\. Make it again with --write-baseline\.\n$/,
  ],
  [
    ['check', '--baseline', 'a.sql', '--write-baseline', 'a.sql'],
    /^aurora-lambda-sql: a\.sql is no baseline of this program\./,
  ],
  [
    ['check', '--write-baseline', 'a.sql'],
    /^aurora-lambda-sql: Say with --baseline which file --write-baseline writes\.\n$/,
  ],
  [
    ['check', '--baseline', 'nope/known.json', '--write-baseline', 'a.sql'],
    /^aurora-lambda-sql: nope\/known\.json can't be written: there is no such file\.\n$/,
  ],
  [['run'], /^aurora-lambda-sql: Give a SQL file to run, -c with a statement, or - for standard input\.\n$/],
  [['run', 'a.sql', '-c', 'SELECT 1'], /^aurora-lambda-sql: Give either a file or -c, not both\.\n$/],
  [['run', 'nope.sql'], /^aurora-lambda-sql: nope\.sql can't be read: there is no such file\.\n$/],
  [['run', 'folder.sql'], /^aurora-lambda-sql: folder\.sql can't be read: it is a folder\.\n$/],
  [
    ['run', 'old.sql'],
    /^aurora-lambda-sql: old\.sql is not in UTF-8: save it so, or convert it with iconv\.\n$/,
  ],
  [['run', '-v', '=1', 'a.sql'], /argument '=1' is invalid\. Write it as NAME=VALUE\./],
  [['run', '--format', 'csv', 'a.sql'], /Allowed choices are table, json\./],
  [['run', 'a.sql', 'b.sql'], /error: too many arguments for 'run'/],
  [['sandbox', '--port', '99999'], /argument '99999' is invalid\. A port is a number from 1 to 65535\./],
  [['lsp'], /error: required option '--stdio' not specified/],
];
for (const [args, line] of WRONG) {
  test(`a wrong command line ends with 2 and says what is wrong: ${args.join(' ')}`, async () => {
    const { code, stdout, stderr } = await runCli(args, { cwd: folder });
    assert.match(stderr, line);
    assert.equal(stdout, '');
    assert.equal(code, 2);
  });
}

test('a file without the right to read it', async () => {
  const { code, stderr } = await runCli(['run', '/proc/1/mem'], { cwd: folder });
  assert.match(stderr, /^aurora-lambda-sql: \/proc\/1\/mem can't be read: .*\.\n$/);
  assert.equal(code, 2);
});

test('check --help tells every option and the exit codes', async () => {
  const { code, stdout } = await runCli(['check', '--help']);
  assert.equal(code, 0);
  const flags = ['--format', '--fix', '--changed', '--baseline', '--write-baseline', '--language'];
  for (const flag of flags) assert.match(stdout, new RegExp(`^  ${flag} `, 'm'));
  assert.match(stdout, /^Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 /m);
});

test('Ctrl-C ends a check at once', async () => {
  const child = spawn(process.execPath, [PROGRAM, 'check', '--fix', '-']);
  // It has begun to wait for the text once its own code runs and the pipe takes more than it holds.
  const taken = new Promise((done) => child.stdin.write(' '.repeat(1 << 20), done));
  await taken;
  child.kill('SIGINT');
  assert.deepEqual(await once(child, 'exit'), [null, 'SIGINT']);
});

test('a reader that goes away is no fault', () => {
  const many = Array.from({ length: 3_000 }, () => "SELECT aws_lambda.invoke('f', '{}');").join('\n');
  writeFiles(folder, { 'many.sql': many });
  const out = execFileSync('sh', ['-c', `"${process.execPath}" "${PROGRAM}" check many.sql 2>&1 | head -1`], {
    cwd: folder,
  });
  assert.match(out.toString(), /^many\.sql:1:8: error call-ambiguous/);
});

test('a hostile file or setting that a message names is shown as text', async () => {
  const hostile = makeFolder();
  const settings = { 'auroraLambda.connections': [{ name: 'a\u001b[2J\u202e', host: 'h' }] };
  writeFiles(hostile, {
    '.vscode/settings.json': JSON.stringify(settings),
    'aurora-lambda-sql.json': '{"rules": {"\\u001b[2J": "off"}}',
    'a.sql': "\\i 'gone\u001b[2J.sql'\n\\i 'inner\u001b[3J.sql'\n",
    'inner\u001b[3J.sql': '\\nonsense\n',
  });
  const runs = [
    ['run', '--connection', 'other', 'a.sql'],
    ['check', 'a.sql'],
    ['check', 'b\u001b[2J.sql'],
  ];
  for (const args of [...runs, ['run', 'a.sql']]) {
    const { code, stdout, stderr } = await runCli(args, { cwd: hostile });
    assert.notEqual(code, 0);
    assert.match(stderr, /␛\[2J/, args.join(' '));
    for (const char of ['\u001b', '\u202e']) assert.ok(!(stdout + stderr).includes(char));
  }
});

test('settings that can not be read are told in one line', async () => {
  const broken = makeFolder();
  mkdirSync(join(broken, '.vscode', 'settings.json'), { recursive: true });
  const { code, stderr } = await runCli(['run', '--connection', 'other', '-c', 'SELECT 1'], { cwd: broken });
  assert.equal(code, 3);
  assert.match(stderr, /^aurora-lambda-sql: .*settings\.json can't be read: it is a folder\.\n$/);
});

test('a full disk is told in a line, whatever wrote', async () => {
  writeFiles(folder, { 'wrong.sql': "SELECT aws_lambda.invoke('f', '{}');" });
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [PROGRAM, 'check', 'wrong.sql'], {
    cwd: folder,
    stdio: ['ignore', full, 'pipe'],
  });
  closeSync(full);
  assert.ok(child.stderr);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const [said, [code]] = await Promise.all([readAll(child.stderr), exited]);
  assert.equal(said, "aurora-lambda-sql: The output can't be written: the disk is full.\n");
  assert.equal(code, 2);
});
