import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { RULES } from '../../../core/catalog/rules';

test('every rule has a page that says its severity and how to silence it, and every page a rule', () => {
  assert.deepEqual(readdirSync('docs/rules').sort(), RULES.map(({ code }) => `${code}.md`).sort());
  for (const { code, severity } of RULES) {
    const page = readFileSync(`docs/rules/${code}.md`, 'utf8');
    assert.ok(page.startsWith(`# \`${code}\`\n`), code);
    assert.ok(page.toLowerCase().includes(`**${severity}**`), code);
    assert.ok(page.includes(`aurora-lambda-sql: ignore ${code}`), code);
  }
});

test('the README lists every rule', () => {
  const readme = readFileSync('README.md', 'utf8');
  for (const { code } of RULES) assert.ok(readme.includes(`docs/rules/${code}.md`), code);
});
