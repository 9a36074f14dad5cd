/**
 * Commands between VS Code, which knows them from our first moment on, and the extension, which is loaded when one is
 * called. VS Code's registration stays the same from then on: taken back and made again, a key pressed between the two
 * finds no command.
 */
import { commandId, COMMANDS, type CommandArguments, type CommandKey } from './commandTable';

/** What VS Code gives back for a registration. */
export interface Registration {
  dispose(): unknown;
}

/** How the extension says what carries a command out; once for each. */
export type RegisterCommand = <K extends CommandKey>(
  key: K,
  handler: (...args: CommandArguments[K]) => Promise<void> | void,
) => Registration;

type Carry = (...args: readonly unknown[]) => unknown;

/** The commands as VS Code has them, and what carries them out. */
export interface CommandRelay {
  readonly register: RegisterCommand;
  readonly registrations: readonly Registration[];
  /** Commands that nothing carries out, by their ids. */
  readonly idle: readonly string[];
}

const KEYS = Object.keys(COMMANDS) as CommandKey[];

/**
 * Registers every command with VS Code. `wake` loads the extension where it is not there yet, and throws where it
 * can't; by the time it returns, the extension has told its handlers to `register`.
 */
export function relayCommands(
  registerWithEditor: (id: string, carry: Carry) => Registration,
  wake: () => void,
): CommandRelay {
  const handlers = new Map<CommandKey, Carry>();
  const carryOut = (key: CommandKey, args: readonly unknown[]): unknown => {
    wake();
    const handler = handlers.get(key);
    if (!handler) throw new Error(`nothing carries out ${commandId(key)}`);
    return handler(...args);
  };
  return {
    register(key, handler) {
      if (handlers.has(key)) throw new Error(`${commandId(key)} is carried out already`);
      handlers.set(key, handler as Carry);
      return { dispose: () => handlers.delete(key) };
    },
    registrations: KEYS.map((key) => registerWithEditor(commandId(key), (...args) => carryOut(key, args))),
    get idle() {
      return KEYS.filter((key) => !handlers.has(key)).map(commandId);
    },
  };
}
