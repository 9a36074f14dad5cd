import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAskVariables } from '../../../client/parameters/askVariables';
import { hiddenValues } from '../../../client/history/hiddenValues';

test('a variable whose name says that it is secret is asked for hidden, and kept nowhere', async () => {
  const asked: (readonly [string, boolean | undefined])[] = [];
  const ask = createAskVariables({
    askText: (title, _prompt, _value, isHidden) => {
      asked.push([title, isHidden]);
      return Promise.resolve('typed');
    },
  });
  const text = `ALTER ROLE :"who" PASSWORD :'db_password';`;
  const variables = new Map<string, string>();
  assert.equal(await ask(text, [{ start: 0, end: text.length }], variables), true);
  assert.deepEqual(asked, [
    ['psql variable who', false],
    ['psql variable db_password', true],
  ]);
  assert.deepEqual(hiddenValues(variables), ['typed']);
});
