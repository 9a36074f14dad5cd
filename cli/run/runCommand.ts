import type { RunEvent } from '../../core/invocation/outcome';
import { guardOf } from '../../cluster/guard/guardOf';
import { createVariables, setVariable, type Variables } from '../../cluster/psql/variables';
import type { Guard } from '../../cluster/script/options';
import { createScriptReader } from '../../cluster/script/scriptReader';
import { runScript } from '../../cluster/script/runScript';
import { openSession, type Session } from '../../cluster/session';
import { CommandFailure, EXIT, type ExitCode } from '../exitCode';
import { findFunctionsFolder } from '../functionsFolder';
import { createTerminal, visible, type Terminal } from '../terminal';
import { createConfirmation } from './confirmInvocations';
import { createJsonOutput } from './jsonOutput';
import { readSource, type Source } from '../source';
import { createTableOutput } from './tableOutput';
import { findTarget, type Target } from './target';

export type RunFormat = 'table' | 'json';

export interface RunCommandOptions {
  readonly connection: string;
  readonly format: RunFormat;
  readonly variables: Readonly<Record<string, string>>;
  readonly functions?: string;
  readonly command?: string;
  readonly file?: string;
  /** Statements that would invoke Lambda are not asked about, whatever the connection says. */
  readonly yes?: boolean;
}

/** Second Ctrl-C: the shell's number for a program that was interrupted. */
const INTERRUPTED = 130;

/** Throws `CommandFailure` for what keeps it from running at all. */
export async function run(options: RunCommandOptions): Promise<ExitCode> {
  const terminal = createTerminal();
  const source = await readSource(options.file, options.command);
  const variables = readVariables(options.variables);
  const cwd = process.cwd();
  const functionsDir = options.functions ?? findFunctionsFolder(cwd, source.file);
  const interrupt = listenForInterrupt(terminal);
  const target = await findTarget({ connection: options.connection, cwd, functionsDir });
  if (target.remark !== undefined) terminal.err(`${visible(target.remark)}\n`);
  try {
    const session = await open(target, variables, interrupt.signal);
    try {
      const canAsk = process.stdin.isTTY && options.file !== '-';
      const confirmation = createConfirmation(target.profile.name, terminal, {
        yes: options.yes ?? false,
        canAsk,
      });
      const guard = guardOf(target.profile, confirmation);
      return await runIn(session, source, options.format, terminal, { signal: interrupt.signal, guard });
    } finally {
      await session.close();
    }
  } finally {
    interrupt.stop();
    await target.release();
  }
}

async function open(target: Target, variables: Variables, signal: AbortSignal) {
  const { locate, getPassword } = target;
  const opened = await openSession({ locate: () => locate(signal), getPassword, signal });
  if (opened.kind === 'failed') {
    const { reason, message } = opened.failure;
    const hint = reason === 'password' ? ' PGPASSWORD, the URI or ~/.pgpass can hold it.' : '';
    throw new CommandFailure(EXIT.noConnection, visible(message) + hint);
  }
  for (const [name, value] of variables) opened.session.variables.set(name, value);
  return opened.session;
}

/** As psql sets them, refusing what it refuses. */
function readVariables(given: RunCommandOptions['variables']): Variables {
  const variables = createVariables();
  for (const [name, value] of Object.entries(given)) {
    const complaint = setVariable(variables, name, value);
    if (complaint !== undefined) throw new CommandFailure(EXIT.usage, `-v ${name}: ${complaint}.`);
  }
  return variables;
}

async function runIn(
  session: Session,
  source: Source,
  format: RunFormat,
  terminal: Terminal,
  { signal, guard }: { readonly signal: AbortSignal; readonly guard: Guard | undefined },
): Promise<ExitCode> {
  const output = format === 'json' ? createJsonOutput(terminal) : createTableOutput(terminal, source);
  let reason = 'failed';
  const sink = (event: RunEvent): void | Promise<void> => {
    if (event.kind === 'finished') reason = event.reason;
    return output(event);
  };
  const { text, file: name } = source;
  const readScript = createScriptReader(process.cwd());
  const script = { text, ...(name !== undefined && { name }) };
  const showsAsPsql = format === 'table';
  const runOptions = { rowLimit: 0, signal, readScript, showsAsPsql, ...(guard && { guard }) };
  await runScript(session, script, runOptions, sink);
  return reason === 'completed' ? EXIT.ok : EXIT.failed;
}

/** The first Ctrl-C cancels what runs, the second ends the program. */
function listenForInterrupt(terminal: Terminal): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const onInterrupt = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    terminal.err('Cancelling. Press Ctrl-C again to quit at once.\n');
    controller.abort();
  };
  process.on('SIGINT', onInterrupt);
  return { signal: controller.signal, stop: () => process.off('SIGINT', onInterrupt) };
}
