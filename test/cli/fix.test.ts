import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { runCli } from '../support/cli';
import { makeFolder, writeFiles } from '../support/sandbox';

const WRONG = "SELECT * FROM aws_lambda.invoke('f', '{}'::json, NULL, 'event');";
const RIGHT = WRONG.replace('event', 'Event');

describe('check --fix', () => {
  test('mends the files, says what, and reports what is left', async () => {
    const folder = makeFolder();
    writeFiles(folder, {
      'a.sql': `${WRONG}\nSELECT aws_lambda.invoke('f', '{}');\n`,
      'b.sql': `${RIGHT}\n`,
    });
    const { code, stdout, stderr } = await runCli(['check', '--fix', '.'], { cwd: folder });
    assert.deepEqual([code, stderr], [1, '']);
    assert.match(
      stdout,
      /^a\.sql: fixed enum-value: Change to 'Event'\n\na\.sql:2:8: error call-ambiguous: [^]*\n1 problem in 2 files: 1 error\.\n$/,
    );
    assert.equal(
      readFileSync(join(folder, 'a.sql'), 'utf8'),
      `${RIGHT}\nSELECT aws_lambda.invoke('f', '{}');\n`,
    );
    assert.deepEqual(readdirSync(folder).sort(), ['a.sql', 'b.sql'], 'no draft is left');
    const again = await runCli(['check', '--fix', 'b.sql'], { cwd: folder });
    assert.deepEqual(again, { code: 0, stdout: 'No problems in 1 file.\n', stderr: '' });
  });

  test('in JSON, every file has what was fixed in it', async () => {
    const folder = makeFolder();
    writeFiles(folder, { 'a.sql': WRONG, 'b.sql': 'SELECT 1' });
    const { code, stdout } = await runCli(['check', '--fix', '--format', 'json', '.'], { cwd: folder });
    assert.equal(code, 0);
    const { files } = JSON.parse(stdout) as { files: { problems: unknown[]; fixed: unknown[] }[] };
    assert.deepEqual(
      files.map(({ problems, fixed }) => [problems, fixed]),
      [
        [[], [{ code: 'enum-value', title: "Change to 'Event'" }]],
        [[], []],
      ],
    );
  });

  test('keeps encoding, byte order mark, line breaks and everything else', async () => {
    const text = (sql: string) => `-- ä\r\n${sql}\r\n\tSELECT 1  ; -- no line break at the end`;
    const encodings: Readonly<Record<string, (sql: string) => Buffer>> = {
      'utf8.sql': (sql) => Buffer.from(text(sql)),
      'mark.sql': (sql) => Buffer.from(`\ufeff${text(sql)}`),
      'wide.sql': (sql) => Buffer.from(`\ufeff${text(sql)}`, 'utf16le'),
      'wideBig.sql': (sql) => Buffer.from(`\ufeff${text(sql)}`, 'utf16le').swap16(),
      'old.sql': (sql) => Buffer.from(text(sql), 'latin1'),
      'mixed.sql': (sql) => Buffer.concat([Buffer.from(`\ufeff${text(sql)}`), Buffer.from([0xe4])]),
    };
    const folder = makeFolder();
    for (const [name, encode] of Object.entries(encodings)) writeFiles(folder, { [name]: encode(WRONG) });
    const { code } = await runCli(['check', '--fix', '.'], { cwd: folder });
    assert.equal(code, 0);
    for (const [name, encode] of Object.entries(encodings))
      assert.deepEqual(readFileSync(join(folder, name)), encode(RIGHT), name);
  });

  test('writes escapes as the host language has them', async () => {
    const folder = makeFolder();
    const typescript = String.raw`db.query('SELECT * FROM aws_lambda.invoke(\'f\', \'{}\'::json, NULL, \'event\')');`;
    const python = 'q = f"""\n  SELECT (aws_lambda.invoke(\'f\', \'{{}}\'::json)) ->> \'x\'\n"""\n';
    const plain = python.replace('(aws_lambda', 'aws_lambda').replace(')) ->>', ') ->>');
    writeFiles(folder, { 'a.ts': typescript, 'b.py': plain });
    const { code } = await runCli(['check', '--fix', '.'], { cwd: folder });
    assert.equal(code, 0);
    assert.equal(readFileSync(join(folder, 'a.ts'), 'utf8'), typescript.replace('event', 'Event'));
    assert.equal(
      readFileSync(join(folder, 'b.py'), 'utf8'),
      python.replace("::json)) ->> 'x'", "::json)).payload ->> 'x'"),
    );
  });

  test('keeps rights and links, and touches no file that needs nothing', async () => {
    const folder = makeFolder();
    writeFiles(folder, { 'real/a.sql': WRONG, 'real/b.sql': RIGHT });
    chmodSync(join(folder, 'real/a.sql'), 0o750);
    symlinkSync('real/a.sql', join(folder, 'link.sql'));
    const untouched = statSync(join(folder, 'real/b.sql'), { bigint: true });
    const { code } = await runCli(['check', '--fix', 'link.sql', 'real/b.sql'], { cwd: folder });
    assert.equal(code, 0);
    assert.equal(readFileSync(join(folder, 'real/a.sql'), 'utf8'), RIGHT);
    assert.equal(lstatSync(join(folder, 'real/a.sql')).mode & 0o777, 0o750);
    assert.equal(readlinkSync(join(folder, 'link.sql')), 'real/a.sql');
    const after = statSync(join(folder, 'real/b.sql'), { bigint: true });
    assert.deepEqual([after.mtimeNs, after.ino], [untouched.mtimeNs, untouched.ino]);
  });

  test('a rule that is off mends nothing', async () => {
    const folder = makeFolder();
    writeFiles(folder, { 'aurora-lambda-sql.json': '{"rules": {"enum-value": "off"}}', 'a.sql': WRONG });
    assert.equal((await runCli(['check', '--fix', 'a.sql'], { cwd: folder })).code, 0);
    assert.equal(readFileSync(join(folder, 'a.sql'), 'utf8'), WRONG);
  });

  test('a file that cannot be written is said, with 2', async () => {
    // What a process was started with can be read like a file, and by nobody be replaced.
    const nothing = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
    const { code, stdout, stderr } = await runCli(['check', '--fix', '/proc/self/environ'], {
      env: { ...nothing, SQL: WRONG },
    });
    assert.match(stderr, /^aurora-lambda-sql: \/proc\/self\/environ can't be written: .*\.\n$/);
    assert.equal(stdout, '');
    assert.equal(code, 2);
  });
});

describe('check --fix -', () => {
  test('the text goes to standard output, the report to standard error', async () => {
    const left = "SELECT aws_lambda.invoke('f', '{}');";
    const { code, stdout, stderr } = await runCli(['check', '--fix', '-'], {
      input: `\ufeff${WRONG}\r\n${left}`,
    });
    assert.deepEqual([code, stdout], [1, `\ufeff${RIGHT}\r\n${left}`]);
    assert.match(stderr, /^-: fixed enum-value: Change to 'Event'\n\n-:2:8: error call-ambiguous: /);
  });

  test('a text that needs nothing comes out as it went in', async () => {
    const input = 'SELECT 1;\r\n';
    const { code, stdout } = await runCli(['check', '--fix', '-'], { input });
    assert.deepEqual([code, stdout], [0, input]);
  });

  test('of another language', async () => {
    const input = `const q = "${WRONG}";\n`;
    const { stdout } = await runCli(['check', '--fix', '--language', 'javascript', '-'], { input });
    assert.equal(stdout, `const q = "${RIGHT}";\n`);
  });
});
