import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitVisible, stripColours, toVisibleText } from '../../core/invocation/visibleText';

test('ordinary text of any script is one piece', () => {
  for (const text of ['plain', 'naïve café', '日本語', 'שלום', '👩‍👩‍👧 ❤️ 👍🏽', '<script>alert(1)</script>', '']) {
    assert.deepEqual(splitVisible(text), text === '' ? [] : [{ text }]);
  }
});

test('what reorders, hides or erases text is shown by its code point', () => {
  const shown = {
    'a\u202eb': 'a‹U+202E›b',
    'a\u2066b\u2069': 'a‹U+2066›b‹U+2069›',
    'pay\u200bpal': 'pay‹U+200B›pal',
    '\ufeffx': '‹U+FEFF›x',
    'a\u00adb': 'a‹U+00AD›b',
    'a\u0007\u0008\u007f\u009b': 'a‹U+0007›‹U+0008›‹U+007F›‹U+009B›',
    '\u{e0041}': '‹U+E0041›',
    '\u3164': '‹U+3164›',
    'a\ufe0f': 'a‹U+FE0F›',
    'a\ud800b': 'a‹U+D800›b',
    'a\u2028b': 'a‹U+2028›b',
    'a\0b\u001b[2J': 'a␀b␛[2J',
    'a\tb\r\nc': 'a⇥b␍↵c',
  };
  for (const [text, expected] of Object.entries(shown)) assert.equal(toVisibleText(text), expected);
});

test('each sign says which character it stands for', () => {
  assert.deepEqual(splitVisible('a\u202eb'), [
    { text: 'a' },
    { text: '‹U+202E›', hidden: 'U+202E' },
    { text: 'b' },
  ]);
});

test('a block of text keeps its line breaks and tabs', () => {
  assert.equal(toVisibleText('a\tb\nc\r', '\t\n'), 'a\tb\nc␍');
});

test('colours of a terminal go, other sequences stay to be seen', () => {
  assert.equal(stripColours('\u001b[1;31mred\u001b[0m and \u001b[38:5:12mblue\u001b[m'), 'red and blue');
  const link = '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007';
  assert.equal(toVisibleText(stripColours(link)), '␛]8;;https://evil.example‹U+0007›click␛]8;;‹U+0007›');
  assert.equal(toVisibleText(stripColours('\u001b[2J\u001b[H')), '␛[2J␛[H');
});
