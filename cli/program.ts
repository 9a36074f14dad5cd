import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { version } from '../package.json';
import type { CheckOptions } from './check/checkCommand';
import type { CheckFormat } from './check/formats';
import type { RunFormat } from './run/runCommand';

const CHECK_FORMATS: readonly CheckFormat[] = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit'];
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

const CHECK_NOTES = `
Exit codes:
  0  no error (warnings and information are none)
  1  at least one error
  2  a wrong command line, a file that can't be read or written, or a connection that can't be used

The file aurora-lambda-sql.json here or above grades the rules; a comment silences one:
  -- aurora-lambda-sql: ignore CODE

Examples:
  aurora-lambda-sql check .
  aurora-lambda-sql check --changed=origin/main --format github
  aurora-lambda-sql check --fix 'sql/**/*.sql'
  aurora-lambda-sql check --baseline known.json --write-baseline .
`;

function addCheck(program: Command): void {
  program
    .command('check')
    .description('Report problems; no database is needed. Exit code 1 where one of them is an error.')
    .argument(
      '[file...]',
      'files, folders (all SQL files and sources in them but what git ignores), globs, or - for standard input',
    )
    .addOption(new Option('--format <format>', 'how to report').choices(CHECK_FORMATS).default('text'))
    .option('--fix', 'mend what can only be meant in one way, and report what is left')
    .option('--changed [base]', 'only files that changed since the branch left this one, or the default one')
    .option('--baseline <file>', 'do not report the known problems in this file')
    .option('--write-baseline', 'make the problems found now the known ones of --baseline')
    .option(
      '--connection <name>',
      'ask this database which tables, types and functions there are: a name of the settings, a postgres:// URI, or sandbox (default: what the checked SQL files create)',
    )
    .option('--language <id>', 'language of the files, as an editor calls it (default: by their names)')
    .addHelpText('after', CHECK_NOTES)
    .action(async (files: string[], options: CheckOptions) => {
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
  readonly param?: readonly string[];
  readonly params?: string;
}

function addRun(program: Command): void {
  program
    .command('run')
    .description('Run statements as psql would, and decode what Lambda returned.')
    .argument('[file]', 'a SQL file, or - for standard input')
    .option('--connection <name>', 'a name of the settings, a postgres:// URI, or sandbox', 'sandbox')
    .addOption(new Option('--format <format>', 'how to print results').choices(RUN_FORMATS).default('table'))
    .option('-v, --variable <name=value>', 'set a psql variable; may be repeated', addVariable)
    .option('--param <value>', 'the value of $1, given again of $2, and so on; \\N is NULL', addParam)
    .option(
      '--params <file>',
      'run once for each row of a CSV or JSON file with values of $1 or of psql variables',
    )
    .option('--functions <folder>', "the sandbox's functions; by default the folder functions near the file")
    .option('-c, --command <sql>', 'run this in place of a file')
    .option('--yes', 'run statements that invoke Lambda without being asked, on connections that ask')
    .action(async (file: string | undefined, flags: RunFlags) => {
      const { run } = await import('./run/runCommand');
      const { variable = {}, ...options } = flags;
      process.exitCode = await run({ ...options, variables: variable, ...(file !== undefined && { file }) });
    });
}

function addParam(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
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
      // The bundle that editors start too; within this one, every other command would load it.
      await import(pathToFileURL(join(__dirname, 'server.js')).href);
    });
}
