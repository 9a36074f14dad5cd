import { parseArgs } from 'node:util';

/** What the sandbox's process is told. */
export interface SandboxArguments {
  readonly dataDir: string;
  readonly functionsDir: string;
  /** 0: any free one. */
  readonly port: number;
  readonly region: string;
  readonly account: string;
}

export class UsageError extends Error {}

/** As in AWS's examples. */
const DEFAULT_REGION = 'us-west-2';
const DEFAULT_ACCOUNT = '123456789012';
const MAX_PORT = 65535;

/** Throws `UsageError`. */
export function requireArguments(args: readonly string[]): SandboxArguments {
  const { data, functions, port, region, account } = readOptions(args);
  if (data === undefined || functions === undefined)
    throw new UsageError('--data DIR and --functions DIR are needed');
  const number = Number(port);
  if (!Number.isInteger(number) || number < 0 || number > MAX_PORT) {
    throw new UsageError(`--port must be a number from 0 to ${MAX_PORT}, not '${port}'`);
  }
  return { dataDir: data, functionsDir: functions, port: number, region, account };
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        functions: { type: 'string' },
        port: { type: 'string', default: '0' },
        region: { type: 'string', default: DEFAULT_REGION },
        account: { type: 'string', default: DEFAULT_ACCOUNT },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
