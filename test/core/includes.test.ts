import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocument } from '../../core/analysis';
import { findIncludes } from '../../core/includes';

test('the files that psql reads in the script’s place', () => {
  const script = `\\i a.sql
SELECT 1;
\\ir 'b c.sql'
\\include sub/d.sql \\\\ SELECT 2;
\\include_relative ../e.sql
\\i
\\if true
\\i :file
\\i \`ls\`
SELECT '\\i no.sql';
-- \\i no.sql
`;
  assert.deepEqual(findIncludes(createDocument(script)), [
    { path: 'a.sql', isRelative: false },
    { path: 'b c.sql', isRelative: true },
    { path: 'sub/d.sql', isRelative: false },
    { path: '../e.sql', isRelative: true },
  ]);
});
