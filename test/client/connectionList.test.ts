import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listConnections } from '../../client/connections/connectionList';
import { readConnections, serverOrigin } from '../../client/connections/profiles';

function list(...entries: object[]): string[] {
  const { profiles } = readConnections([entries], { rowLimit: 1, statementTimeoutMs: 0 });
  return listConnections(profiles).map((item) =>
    item.kind === 'group'
      ? `— ${item.label}`
      : `${item.label} (${item.color ?? 'no colour'}): ${item.description}`,
  );
}

test('connections of no group come first, then group by group in the order of the settings', () => {
  assert.deepEqual(
    list(
      { name: 'b', host: 'h', group: 'Shop', color: 'red', production: true },
      { name: 'a', host: 'h', group: 'Billing' },
      { name: 'local', host: 'localhost', color: 'green' },
      { name: 'c', host: 'h', group: 'Shop', readOnly: true },
    ),
    [
      'local (green): postgres@localhost:5432/postgres',
      '— Shop',
      'b (red): production · postgres@h:5432/postgres',
      'c (no colour): read-only · postgres@h:5432/postgres',
      '— Billing',
      'a (no colour): postgres@h:5432/postgres',
    ],
  );
});

test('without groups there are no headings', () => {
  assert.deepEqual(list({ name: 'a', host: 'h' }), ['a (no colour): postgres@h:5432/postgres']);
});

test('a connection that only looks different keeps its sessions', () => {
  const [plain, painted, moved] = readConnections(
    [
      [
        { name: 'a', host: 'h' },
        { name: 'b', host: 'h', group: 'g', color: 'red' },
        { name: 'c', host: 'other' },
      ],
    ],
    { rowLimit: 1, statementTimeoutMs: 0 },
  ).profiles.map((profile) => serverOrigin({ ...profile, name: 'x' }));
  assert.equal(plain, painted);
  assert.notEqual(plain, moved);
});
