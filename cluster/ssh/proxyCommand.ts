/** ProxyCommand of the user's SSH configuration: a program whose input and output are the way to the SSH server. */
import type { ChildProcess } from 'node:child_process';
import { Duplex } from 'node:stream';
import { endShell, startShell, watchProgram } from '../shell';
import { settledWithin } from '../waiting/settledWithin';

/** What stands for the tokens of man 5 ssh_config, "TOKENS". */
export type ProxyTokens = Readonly<Record<'%h' | '%n' | '%p' | '%r', string>>;

/**
 * What a shell or the program itself would take for more than a name. Names may come from a workspace's settings, the
 * command never does; ssh refuses such names, too: CVE-2023-51385.
 */
const PLAIN = /^[\p{L}\p{N}_:][\p{L}\p{N}_.:@+-]*$/u;

/** Throws a sentence where it has a token that ssh does not know, or a name would not stay one. */
export function expandProxyCommand(command: string, tokens: ProxyTokens): string {
  return command.replace(/%(.?)/g, (token) => {
    if (token === '%%') return '%';
    const value = new Map(Object.entries(tokens)).get(token);
    if (value === undefined)
      throw new Error(
        `The ProxyCommand for ${tokens['%n']} has "${token}", which ssh does not know there. Correct the SSH configuration; %% is a percent sign.`,
      );
    if (!PLAIN.test(value))
      throw new Error(
        `"${value}" can't stand in the ProxyCommand for ${tokens['%n']}: a shell would read more than a name. Use a host and a user of letters, digits, and . _ - @ + alone.`,
      );
    return value;
  });
}

export interface ProxyProgram {
  /** Its input and output; the program ends with it. */
  readonly sock: Duplex;
  /** What is wrong where nothing has come out of it, for the user; undefined: something has. */
  readonly findFault: () => string | undefined;
}

/** A program that has closed its output has so long for the rest: its last words come with its end. */
const END_MS = 1_000;

/** As `ssh` does: in the user's shell, whose place it takes. */
export function startProxyCommand(command: string): ProxyProgram {
  const isWindows = process.platform === 'win32';
  const shell = isWindows ? undefined : process.env['SHELL'];
  const child = startShell(isWindows ? command : `exec ${command}`, ['pipe', 'pipe', 'pipe'], shell);
  const program = watchProgram(child);
  let hasSpoken = false;
  let ownEnd: string | undefined;
  child.stdout?.once('data', () => (hasSpoken = true));
  const sock = toDuplex(child, () => {
    // What it comes to from here on is our doing.
    ownEnd = program.end();
    endShell(child);
  });
  const findFault = (): string | undefined =>
    hasSpoken ? undefined : (ownEnd ?? `led nowhere in time${program.lastWords()}`);
  return { sock, findFault };
}

function toDuplex(child: ChildProcess, end: () => void): Duplex {
  const { stdin, stdout } = child;
  const sock = new Duplex({
    read: () => void stdout?.resume(),
    // What can't be written is told by the program's end.
    write: (chunk, _encoding, done) => void stdin?.write(chunk, () => done()),
    final: (done) => {
      stdin?.end();
      done();
    },
    destroy: (error, done) => {
      end();
      done(error);
    },
  });
  stdin?.on('error', () => undefined);
  stdout?.on('data', (chunk) => {
    if (!sock.push(chunk)) stdout.pause();
  });
  const ended = new Promise<boolean>((resolve) => child.on('close', () => resolve(true)));
  stdout?.on('end', () => {
    void settledWithin(ended, END_MS).then(() => {
      sock.push(null);
      sock.end();
    });
  });
  child.on('error', () => sock.destroy());
  return sock;
}
