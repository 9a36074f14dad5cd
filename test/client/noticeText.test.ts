import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toNoticeText } from '../../client/ui/noticeText';

/** As VS Code finds links in a notice. */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

test('text of others in a notice makes no link', () => {
  for (const text of [
    '[Mend it](command:workbench.action.terminal.new)',
    'it failed: [more](https://example.com "title")',
    '[[a](b](file:///etc/passwd)',
    '[a]\u200b(command:b) [c](command:d)',
  ]) {
    assert.doesNotMatch(toNoticeText(text), LINK);
  }
});

test('a notice shows what is hidden, in one line', () => {
  assert.equal(toNoticeText('no\u202e such\nconnection'), 'no‹U+202E› such connection');
});

test('what holds no link is told as it is', () => {
  const text = 'column "a[1]" (of b) does not exist';
  assert.equal(toNoticeText(text), text);
});
