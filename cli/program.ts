import { Command, InvalidArgumentError, Option } from 'commander';
import { version } from '../package.json';
import type { CheckFormat } from './check/checkCommand';
import type { RunFormat } from './run/runCommand';

const CHECK_FORMATS: readonly CheckFormat[] = ['text', 'json', 'sarif', 'github'];
const RUN_FORMATS: readonly RunFormat[] = ['table', 'json'];

/** The whole command line. What a command needs is loaded when it runs, so that `check` starts fast. */
export function createProgram(): Command {
  const program = new Command('aurora-lambda-sql')
    .description('Check and run SQL that calls AWS Lambda from Amazon Aurora PostgreSQL.')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .showHelpAfterError('(--help lists the commands and options)')
    .exitOverride();
  addCheck(program);
  addRun(program);
  addSandbox(program);
  addLsp(program);
  return program;
}

function addCheck(program: Command): void {
  program
    .command('check')
    .description('Report problems; no database is needed. Exit code 1 where one of them is an error.')
    .argument(
      '<file...>',
      'SQL files or sources that hold SQL, globs, folders (their *.sql files), or - for standard input',
    )
    .addOption(new Option('--format <format>', 'how to report').choices(CHECK_FORMATS).default('text'))
    .addOption(
      new Option('--language <id>', 'language of the files, as an editor calls it (default: by their names)'),
    )
    .action(async (files: string[], options: { format: CheckFormat; language?: string }) => {
      const { check } = await import('./check/checkCommand');
      process.exitCode = await check(files, options);
    });
}

interface RunFlags {
  readonly connection: string;
  readonly format: RunFormat;
  readonly variable?: Readonly<Record<string, string>>;
  readonly functions?: string;
  readonly command?: string;
}

function addRun(program: Command): void {
  program
    .command('run')
    .description('Run statements as psql would, and decode what Lambda returned.')
    .argument('[file]', 'a SQL file, or - for standard input')
    .option('--connection <name>', 'a name of the settings, a postgres:// URI, or sandbox', 'sandbox')
    .addOption(new Option('--format <format>', 'how to print results').choices(RUN_FORMATS).default('table'))
    .option('-v, --variable <name=value>', 'set a psql variable; may be repeated', addVariable)
    .option('--functions <folder>', "the sandbox's functions; by default the folder functions near the file")
    .option('-c, --command <sql>', 'run this in place of a file')
    .action(async (file: string | undefined, flags: RunFlags) => {
      const { run } = await import('./run/runCommand');
      const { variable = {}, ...options } = flags;
      process.exitCode = await run({ ...options, variables: variable, ...(file !== undefined && { file }) });
    });
}

function addVariable(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name, value = ''] = /^([^=]+)(?:=([^]*))?$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('Write it as NAME=VALUE.');
  return { ...before, [name]: value };
}

function addSandbox(program: Command): void {
  program
    .command('sandbox')
    .description('Serve the embedded cluster to any PostgreSQL client, until Ctrl-C.')
    .option('--port <number>', 'the port to listen on; by default any free one', readPort)
    .option('--functions <folder>', 'where handlers are found by function name; by default ./functions')
    .action(async (options: { port?: number; functions?: string }) => {
      const { sandbox } = await import('./sandboxCommand');
      process.exitCode = await sandbox(options);
    });
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new InvalidArgumentError('A port is a number from 1 to 65535.');
  }
  return port;
}

function addLsp(program: Command): void {
  program
    .command('lsp')
    .description('The language server, for any editor.')
    .requiredOption('--stdio', 'speak over standard input and output')
    .action(async () => {
      const { serve } = await import('../server/serve');
      serve();
    });
}
