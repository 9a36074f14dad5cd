import type { RunEventSink } from '../../core/invocation/outcome';
import { createFunctionRuns, type FunctionRuns } from '../../core/guard/functionFigures';
import { createRunNotes } from '../../core/guard/noteRuns';
import { askOnce } from '../../cluster/guard/askOnce';
import { guardOf } from '../../cluster/guard/guardOf';
import { createVariables, setVariable, type Variables } from '../../cluster/psql/variables';
import type { RunOptions } from '../../cluster/script/options';
import type { ParameterSet } from '../../cluster/script/parameterSets';
import { runSets, type SetsSink } from '../../cluster/script/runSets';
import { createScriptReader } from '../../cluster/script/scriptReader';
import { openSession, type Session } from '../../cluster/session/session';
import { CommandFailure, EXIT, type ExitCode } from '../exitCode';
import { findFunctionsFolder } from '../functionsFolder';
import { createTerminal, visible, type Terminal } from '../terminal';
import { createConfirmation } from './confirmInvocations';
import { listenForInterruption } from './interruption';
import { createJsonOutput } from './jsonOutput';
import { readSource, type Source } from '../source';
import { mendMissing, readParameterSets } from './parameterSets';
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
  /** Values of `$1` and so on. */
  readonly param?: readonly string[];
  /** A CSV or JSON file with such values, and psql variables, for many runs. */
  readonly params?: string;
}

/** Throws `CommandFailure` for what keeps it from running at all. */
export async function run(options: RunCommandOptions): Promise<number> {
  const terminal = createTerminal();
  const interruption = listenForInterruption(terminal);
  try {
    const exitCode = await runUnless(interruption.signal, options, terminal);
    return interruption.exitCode() ?? exitCode;
  } catch (error) {
    const exitCode = interruption.exitCode();
    if (exitCode === undefined) throw error;
    return exitCode;
  } finally {
    interruption.stop();
  }
}

async function runUnless(
  signal: AbortSignal,
  options: RunCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const source = await readSource(options.file, options.command);
  const variables = readVariables(options.variables);
  const sets = await readParameterSets(options);
  for (const set of sets) readVariables(set.variables, '--params');
  const cwd = process.cwd();
  const functionsDir = options.functions ?? findFunctionsFolder(cwd, source.file);
  const canAsk = process.stdin.isTTY && options.file !== '-';
  const target = await findTarget({ connection: options.connection, cwd, functionsDir, canAsk });
  if (target.remark !== undefined) terminal.err(`${visible(target.remark)}\n`);
  try {
    const session = await open(target, variables, signal);
    try {
      const functionRuns = createFunctionRuns();
      const confirmation = createConfirmation(target.profile.name, terminal, {
        yes: options.yes ?? false,
        canAsk,
        runs: sets.length,
        findFigures: (name) => functionRuns.find(HERE, name),
      });
      const guard = guardOf(target.profile, sets.length > 1 ? askOnce(confirmation) : confirmation);
      const shown = createOutput(options.format, terminal, source);
      const output = guard ? noteRuns(shown, functionRuns) : shown;
      const runOptions = { signal, showsAsPsql: options.format === 'table' };
      return await runAll(
        session,
        source,
        sets,
        { ...runOptions, ...(guard && { guard }) },
        output,
        terminal,
      );
    } finally {
      await session.close();
    }
  } finally {
    await target.release();
  }
}

async function open(target: Target, variables: Variables, signal: AbortSignal) {
  const { locate, getPassword } = target;
  const opened = await openSession({ locate: () => locate(signal), getPassword, signal });
  if (opened.kind === 'failed') {
    const { reason, message } = opened.failure;
    const hint = reason === 'password' ? ' PGPASSWORD, the URI or ~/.pgpass can hold it.' : '';
    throw new CommandFailure(EXIT.noConnection, message + hint);
  }
  for (const [name, value] of variables) opened.session.variables.set(name, value);
  return opened.session;
}

/** There is but one connection. */
const HERE = '';

/** What the run shows is also what is learned from. */
function noteRuns(shown: RunEventSink, runs: FunctionRuns): RunEventSink {
  const note = createRunNotes(runs, HERE);
  return (event) => {
    note(event);
    return shown(event);
  };
}

/** As psql sets them, refusing what it refuses. */
function readVariables(given: RunCommandOptions['variables'], flag = '-v'): Variables {
  const variables = createVariables();
  for (const [name, value] of Object.entries(given)) {
    const complaint = setVariable(variables, name, value);
    if (complaint !== undefined) throw new CommandFailure(EXIT.usage, `${flag} ${name}: ${complaint}.`);
  }
  return variables;
}

function createOutput(format: RunFormat, terminal: Terminal, source: Source): RunEventSink {
  return format === 'json' ? createJsonOutput(terminal, source) : createTableOutput(terminal, source);
}

/** A row whose run fails is named. */
async function runAll(
  session: Session,
  { text, file: name }: Source,
  sets: readonly ParameterSet[],
  options: RunOptions,
  output: RunEventSink,
  terminal: Terminal,
): Promise<ExitCode> {
  const readScript = createScriptReader(process.cwd());
  const script = { text, ...(name !== undefined && { name }) };
  const onEvent: SetsSink = (event, { place }) => {
    const told = output(event);
    if (place && event.kind === 'finished' && event.reason === 'failed')
      terminal.err(`That run was with the values of ${visible(place.file)}:${place.line}.\n`);
    return told;
  };
  const setsOptions = { ...options, rowLimit: 0, readScript, mend: mendMissing };
  const reason = await runSets(session, script, sets, setsOptions, onEvent);
  return reason === 'completed' ? EXIT.ok : EXIT.failed;
}
