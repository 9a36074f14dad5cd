import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { isInside } from '../../cli/isInside';

test('a path is inside of a folder by its parts, not by its letters', () => {
  const folder = resolve('/srv/shop');
  for (const path of ['.', 'a.sql', 'sql/a.sql', '..data/a.sql', 'sql/../a.sql'])
    assert.equal(isInside(folder, resolve(folder, path)), true, path);
  for (const path of ['..', '../a.sql', '../shopping/a.sql', '../..', '/'])
    assert.equal(isInside(folder, resolve(folder, path)), false, path);
});
