import { readFileSync } from 'node:fs';
import type { AuthenticationType, AuthHandlerMiddleware, AnyAuthMethod } from 'ssh2';
import { utils, type ParsedKey } from 'ssh2';
import { openWithPassphrase, type KeyQuestions } from '../credentials/keyQuestions';
import type { Hop } from './hops';

type Method = AnyAuthMethod | undefined;

/**
 * The ways to sign in, one after the other: keys that open without a question, the agent, keys with a passphrase.
 * `pause` runs a question without the time counting. `onProblem` is told why a key could not be used.
 */
export function createSignIn(
  { user: username, keyFiles, agent }: Hop,
  questions: KeyQuestions,
  pause: <T>(ask: () => Promise<T>) => Promise<T>,
  onProblem: (problem: string) => void,
): AuthHandlerMiddleware {
  const keys = keyFiles.map((file) => readKey(file, onProblem)).filter((key) => key !== undefined);
  const withKey = (key: ParsedKey): Method => ({ type: 'publickey', username, key });
  const unlock = async ({ path, text }: KeyText): Promise<Method> => {
    const open = (passphrase: string): ParsedKey | undefined => openKey(text, passphrase);
    try {
      const opened = await pause(() => openWithPassphrase({ path, use: 'ssh' }, questions, open));
      if (opened.kind === 'opened') return withKey(opened.key);
      onProblem(`the passphrase of ${path} was not given`);
    } catch (error) {
      onProblem((error as Error).message);
    }
    return undefined;
  };
  const ways: (() => Method | Promise<Method>)[] = [
    ...keys.flatMap(({ open }) => (open ? [() => withKey(open)] : [])),
    ...(agent === undefined ? [] : [() => ({ type: 'agent' as const, username, agent })]),
    ...keys.filter(({ open }) => !open).map((key) => () => unlock(key)),
  ];
  return (left, _partial, next) => void takeNext(ways, left, next);
}

type Next = Parameters<AuthHandlerMiddleware>[2];

async function takeNext(
  ways: (() => Method | Promise<Method>)[],
  left: readonly AuthenticationType[] | null,
  next: Next,
): Promise<void> {
  // The server's first word is the list of what it takes: keys are of use only if it takes keys.
  const takesKeys = !left || left.includes('publickey');
  for (let way = ways.shift(); way && takesKeys; way = ways.shift()) {
    const method = await way();
    if (method) return next(method);
  }
  // The types know no way to say that there is no more.
  next(false as unknown as AnyAuthMethod);
}

interface KeyText {
  readonly path: string;
  readonly text: Buffer;
  /** Undefined: it wants a passphrase. */
  readonly open: ParsedKey | undefined;
}

function readKey(path: string, onProblem: (problem: string) => void): KeyText | undefined {
  let text;
  try {
    text = readFileSync(path);
  } catch (error) {
    onProblem(`the key file can't be read (${(error as Error).message})`);
    return undefined;
  }
  const parsed = utils.parseKey(text);
  if (!(parsed instanceof Error)) return { path, text, open: parsed };
  if (/no passphrase given/.test(parsed.message)) return { path, text, open: undefined };
  onProblem(`${path} holds no private key that can be read (${parsed.message})`);
  return undefined;
}

function openKey(text: Buffer, passphrase: string): ParsedKey | undefined {
  const parsed = utils.parseKey(text, passphrase);
  return parsed instanceof Error ? undefined : parsed;
}
