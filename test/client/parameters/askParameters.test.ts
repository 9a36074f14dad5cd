import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { createAskParameters } from '../../../client/parameters/askParameters';
import { createParameterMemory } from '../../../client/parameters/parameterMemory';

let asked: string[];
let typed: (string | undefined)[];
let memory = createParameterMemory();
beforeEach(() => {
  asked = [];
  typed = [];
  memory = createParameterMemory();
});

/** A user who types, or chooses, these one after the other. */
const ask = (connection = 'one') =>
  createAskParameters(connection, memory, {
    askText: (title, prompt, value) => {
      asked.push(`${title} | ${prompt} | ${value}`);
      return Promise.resolve(typed.shift());
    },
    askSame: (title, values) => {
      asked.push(`${title} | ${values}`);
      return Promise.resolve(typed.shift() as 'same' | 'other' | undefined);
    },
  });

const SQL = 'SELECT $1,\n  $2';
const REQUEST = { sql: SQL, types: ['integer', 'text'] };

test('one question a parameter, with its type; \\N is NULL', async () => {
  typed = ['5', '\\N'];
  assert.deepEqual(await ask()(REQUEST), { kind: 'values', values: ['5', null] });
  assert.deepEqual(asked, [
    'SELECT $1, $2 (1 of 2) | $1, integer: the value without quotes, or \\N for NULL. | ',
    'SELECT $1, $2 (2 of 2) | $2, text: the value without quotes, or \\N for NULL. | ',
  ]);
});

test('the values are offered again for the same statement, however it is laid out', async () => {
  typed = ['5', '\\N', 'same', 'other', '6', ''];
  await ask()(REQUEST);
  const again = { ...REQUEST, sql: 'SELECT  $1, -- one\n$2;' };
  assert.deepEqual(await ask()(again), { kind: 'values', values: ['5', null] });
  assert.deepEqual(await ask()(again), { kind: 'values', values: ['6', ''] });
  assert.deepEqual(asked.slice(2), [
    'SELECT $1, -- one $2; | $1 = 5, $2 = NULL',
    'SELECT $1, -- one $2; | $1 = 5, $2 = NULL',
    'SELECT $1, -- one $2; (1 of 2) | $1, integer: the value without quotes, or \\N for NULL. | 5',
    'SELECT $1, -- one $2; (2 of 2) | $2, text: the value without quotes, or \\N for NULL. | \\N',
  ]);
});

test('not for another statement, nor on another connection', async () => {
  typed = ['5', 'x', '1', '2', '3', '4'];
  await ask()(REQUEST);
  await ask('two')(REQUEST);
  await ask()({ ...REQUEST, sql: 'SELECT $1, $2, 3' });
  assert.equal(asked.length, 6);
});

test('who gives no answer runs nothing, and nothing is remembered', async () => {
  typed = ['5', undefined, '7', '8'];
  assert.deepEqual(await ask()(REQUEST), { kind: 'cancelled' });
  assert.deepEqual(await ask()(REQUEST), { kind: 'values', values: ['7', '8'] });
  typed = [undefined];
  assert.deepEqual(await ask()(REQUEST), { kind: 'cancelled' });
});

test('the oldest values are forgotten first', () => {
  for (let number = 0; number <= 200; number++) memory.keep('one', `SELECT ${number}, $1`, ['x']);
  assert.equal(memory.find('one', 'SELECT 0, $1'), undefined);
  assert.deepEqual(memory.find('one', 'SELECT 1, $1'), ['x']);
});
