import { relative, resolve } from 'node:path';
import { listFunctionNames } from '../cluster/sandbox/lambda/handlerFile';
import { EXIT, type ExitCode } from './exitCode';
import { findFunctionsFolder } from './functionsFolder';
import { openSandbox } from './run/target';
import { createTerminal, visible, visibleBlock, type Terminal } from './terminal';

export interface SandboxCommandOptions {
  readonly port?: number;
  readonly functions?: string;
}

/** Serves until Ctrl-C or until the cluster ends. Throws `CommandFailure` where it does not start. */
export async function sandbox({ port, functions }: SandboxCommandOptions): Promise<ExitCode> {
  const terminal = createTerminal();
  const cwd = process.cwd();
  const handle = await openSandbox({
    cwd,
    functionsDir: resolve(functions ?? findFunctionsFolder(cwd, undefined)),
    ...(port !== undefined && { port }),
    onLog: (text) => terminal.err(visibleBlock(text)),
  });
  if (handle.remark !== undefined) terminal.err(`${visible(handle.remark)}\n`);
  announce(terminal, handle.port, handle.functionsDir);
  if (handle.attached) {
    terminal.out('It was running already; this command leaves it running.\n');
    return EXIT.ok;
  }
  terminal.out('Press Ctrl-C to stop it.\n');
  const stopped = waitForSignal();
  const ended = await Promise.race([stopped.then(() => false), handle.ended.then(() => true)]);
  if (ended) {
    terminal.err('The embedded cluster ended by itself. Start it again.\n');
    return EXIT.noConnection;
  }
  await handle.stop();
  return EXIT.ok;
}

function announce(terminal: Terminal, port: number, functionsDir: string): void {
  const { bold } = terminal.outStyle;
  const names = listFunctionNames(functionsDir);
  const folder = relative(process.cwd(), functionsDir) || '.';
  terminal.out(`The embedded cluster serves PostgreSQL on port ${port} of this machine.

  ${bold(`psql -h 127.0.0.1 -p ${port} -U postgres postgres`)}
  ${bold(`postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`)}

Functions in ${visible(folder)}: ${names.length > 0 ? names.map(visible).join(', ') : 'none yet'}
`);
}

function waitForSignal(): Promise<void> {
  return new Promise((resolveSignal) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolveSignal());
  });
}
