import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readProfile } from '../../cluster/profile/readProfile';
import { findSelection, selectionFolder } from '../../client/connections/selection';
import { toStatusText, type StatusFacts } from '../../client/ui/statusText';

const { profile } = readProfile({ name: 'prod', host: 'db.example.com', user: 'ada', database: 'shop' });
assert.ok(profile);
const PROFILES = [profile];

describe('the connection of a file', () => {
  const find = (selected: Record<string, string>, configured: string) =>
    findSelection('/w', selected, configured, PROFILES);

  test('is what was selected for its folder, else what the setting says', () => {
    assert.deepEqual(find({}, 'sandbox'), { kind: 'sandbox' });
    assert.deepEqual(find({}, 'prod'), { kind: 'server', profile });
    assert.deepEqual(find({ '/w': 'sandbox' }, 'prod'), { kind: 'sandbox' });
    assert.deepEqual(find({ '/other': 'sandbox' }, 'prod'), { kind: 'server', profile });
  });

  test('is selected for its folder; a document that is no file yet goes with the first one', () => {
    assert.equal(selectionFolder('/w', true, ['/other', '/w']), '/w');
    assert.equal(selectionFolder(undefined, true, ['/other', '/w']), '');
    assert.equal(selectionFolder(undefined, false, ['/other', '/w']), '/other');
    assert.equal(selectionFolder(undefined, false, []), '');
  });

  test('is never another one in place of one that is gone', () => {
    assert.deepEqual(find({ '/w': 'old' }, 'prod'), { kind: 'missing', name: 'old' });
    assert.deepEqual(find({}, 'typo'), { kind: 'missing', name: 'typo' });
  });
});

describe('the status bar', () => {
  const show = (facts: Partial<StatusFacts>) =>
    toStatusText({
      selection: { kind: 'server', profile },
      running: false,
      transaction: 'none',
      trusted: true,
      openElsewhere: [],
      ...facts,
    });

  test('shows the connection and where it leads', () => {
    assert.deepEqual(show({}), {
      text: '$(database) prod',
      tooltip: 'SQL runs on: prod\nada@db.example.com:5432/shop\nClick to select another connection.',
      alert: 'none',
    });
    assert.equal(show({ selection: { kind: 'sandbox' } }).text, '$(database) Embedded cluster');
  });

  test('a production connection can not be mistaken for another', () => {
    const production = { kind: 'server', profile: { ...profile, production: true } } as const;
    const { text, tooltip, alert } = show({ selection: production, transaction: 'open' });
    assert.equal(text, '$(database) prod (production) $(circle-filled)');
    assert.match(tooltip, /Marked as production/);
    assert.equal(alert, 'error');
  });

  test('a transaction that was left open on another connection is not forgotten', () => {
    const { text, tooltip, alert } = show({ openElsewhere: ['orders'] });
    assert.equal(text, '$(database) prod $(warning)');
    assert.match(tooltip, /^A transaction is still open on orders: select it, and commit or roll back\.$/m);
    assert.equal(alert, 'warning');
  });

  test('a circle in the colour of the connection stands before it; its group is told', () => {
    const coloured = { kind: 'server', profile: { ...profile, color: 'green', group: 'Shop' } } as const;
    const { color, tooltip, alert } = show({ selection: coloured });
    assert.equal(color, 'green');
    assert.match(tooltip, /^Group: Shop$/m);
    assert.equal(alert, 'none');
    const production = { kind: 'server', profile: { ...coloured.profile, production: true } } as const;
    assert.equal(show({ selection: production }).alert, 'error', 'a colour hides no production');
    assert.equal(show({}).color, undefined);
  });

  test('shows that something runs', () => {
    const { text, tooltip } = show({ running: true });
    assert.equal(text, '$(loading~spin) prod');
    assert.match(tooltip, /Running…/);
  });

  test('warns of an open transaction', () => {
    const { alert, tooltip } = show({ transaction: 'open' });
    assert.equal(alert, 'warning');
    assert.match(tooltip, /A transaction is open: COMMIT or ROLLBACK ends it/);
    assert.match(show({ transaction: 'failed' }).tooltip, /ROLLBACK ends it/);
  });

  test('tells of a connection that is gone, and of a workspace that is not trusted', () => {
    const missing = show({ selection: { kind: 'missing', name: 'old' } });
    assert.equal(missing.alert, 'error');
    assert.match(missing.tooltip, /no connection "old" in the settings/);
    const { text, tooltip } = show({ trusted: false });
    assert.equal(text, '$(shield) prod');
    assert.match(tooltip, /until you trust/);
  });
});
