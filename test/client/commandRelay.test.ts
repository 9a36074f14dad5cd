import assert from 'node:assert/strict';
import { test } from 'node:test';
import { relayCommands, type RegisterCommand } from '../../client/commandRelay';
import { commandId, COMMANDS, type CommandKey } from '../../client/commandTable';
import { createLoader } from '../../client/loadOnce';

const KEYS = Object.keys(COMMANDS) as CommandKey[];

/** VS Code's window: what the extension host tells it arrives later, one message after the other. */
function createEditor() {
  const commands = new Map<string, (...args: readonly unknown[]) => unknown>();
  const arriving: (() => void)[] = [];
  return {
    register(id: string, carry: (...args: readonly unknown[]) => unknown) {
      arriving.push(() => commands.set(id, carry));
      return { dispose: () => arriving.push(() => commands.delete(id)) };
    },
    /** False where no message is under way. */
    arrive(): boolean {
      arriving.shift()?.();
      return arriving.length > 0;
    },
    press(key: CommandKey, ...args: readonly unknown[]): unknown {
      const carry = commands.get(commandId(key));
      if (!carry) throw new Error(`command '${commandId(key)}' not found`);
      return carry(...args);
    },
  };
}

/** The extension: notes what it has carried out. */
function createExtension(carried: string[]) {
  return (register: RegisterCommand): void =>
    KEYS.forEach((key) =>
      register(key, (...args: readonly unknown[]) => void carried.push([key, ...args].join(' '))),
    );
}

test('a key pressed at any moment of the loading runs once, with what it was given', () => {
  const editor = createEditor();
  const carried: string[] = [];
  const activate = createExtension(carried);
  const load = createLoader(() => activate(relay.register));
  const relay = relayCommands((id, carry) => editor.register(id, carry), load);
  while (editor.arrive());
  // A document wakes it: whatever the window hears of that, the key works before, between and after.
  load();
  let pressed = 0;
  do editor.press('runQuery', ++pressed);
  while (editor.arrive());
  editor.press('runQuery', ++pressed);
  assert.deepEqual(
    carried,
    Array.from({ length: pressed }, (_, at) => `runQuery ${at + 1}`),
  );
});

test('the first command loads the extension, and is the first that it carries out', () => {
  const editor = createEditor();
  const carried: string[] = [];
  let loads = 0;
  const load = createLoader(() => {
    loads++;
    createExtension(carried)(relay.register);
  });
  const relay = relayCommands((id, carry) => editor.register(id, carry), load);
  while (editor.arrive());
  editor.press('showHistory');
  editor.press('runFile', 'file:///a.sql');
  assert.deepEqual(carried, ['showHistory', 'runFile file:///a.sql']);
  assert.equal(loads, 1);
});

test('who calls a command hears why the extension could not be loaded, each time; it is not loaded over', () => {
  const editor = createEditor();
  let loads = 0;
  const load = createLoader(() => {
    loads++;
    throw new Error('Cannot find module ./client.js');
  });
  relayCommands((id, carry) => editor.register(id, carry), load);
  while (editor.arrive());
  const told = /^Error: Aurora Lambda SQL could not start: Cannot find module .*Reload the window/;
  assert.throws(() => editor.press('runQuery'), told);
  assert.throws(() => editor.press('showLog'), told);
  assert.equal(loads, 1);
});

test('a command has one that carries it out: neither two nor none', () => {
  const relay = relayCommands(
    () => ({ dispose: () => undefined }),
    () => undefined,
  );
  assert.equal(relay.idle.length, KEYS.length);
  const registered = relay.register('showLog', () => undefined);
  assert.throws(() => relay.register('showLog', () => undefined), /showLog is carried out already/);
  registered.dispose();
  relay.register('showLog', () => undefined);
  assert.deepEqual(
    relay.idle,
    KEYS.map(commandId).filter((id) => id !== 'auroraLambda.showLog'),
  );
  const editor = createEditor();
  relayCommands(
    (id, carry) => editor.register(id, carry),
    () => undefined,
  );
  while (editor.arrive());
  assert.throws(() => editor.press('showLog'), /nothing carries out auroraLambda\.showLog/);
});
