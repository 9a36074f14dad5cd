import { accessSync, constants } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { ClusterPlace } from './functionName';
import type { HandlerFile } from './handlerFile';
import { MEMORY_SIZE_MB } from './limits';

/** How a handler's process is started. */
export interface RuntimeCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Messages go over file descriptor 3 instead of standard input and output. */
  readonly hasChannel: boolean;
}

export interface RuntimeFiles {
  readonly nodeRuntime: string;
  readonly pythonRuntime: string;
}

/** Where this Node has them: `export` may stand in a .js file too, as in Lambda, without a warning in the log. */
const NODE_FLAGS = ['--experimental-detect-module', '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'].filter(
  (flag) => process.allowedNodeEnvironmentFlags.has(flag.replace(/=.*/, '')),
);

/** Undefined: this machine lacks what runs the handler. */
export function createRuntimeCommand(
  handler: HandlerFile,
  files: RuntimeFiles,
  place: ClusterPlace,
): RuntimeCommand | undefined {
  const folder = dirname(handler.path);
  const env = { ...process.env, ...createLambdaEnvironment(handler, place) };
  if (handler.language === 'node') {
    const args = [...NODE_FLAGS, files.nodeRuntime, handler.path];
    return { program: process.execPath, args, folder, env, hasChannel: true };
  }
  const program = findProgram('python3') ?? findProgram('python');
  // What makes Electron behave as Node is no business of Python.
  const pythonEnv = { ...env, ELECTRON_RUN_AS_NODE: undefined };
  // -u: nothing printed is held back. -B: no __pycache__ in the user's folder.
  const args = ['-u', '-B', files.pythonRuntime, handler.path];
  return program === undefined ? undefined : { program, args, folder, env: pythonEnv, hasChannel: false };
}

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function createLambdaEnvironment(handler: HandlerFile, { region }: ClusterPlace): Record<string, string> {
  const { functionName, language, path } = handler;
  return {
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MEMORY_SIZE_MB),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'embedded-cluster',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    LAMBDA_TASK_ROOT: dirname(path),
    TZ: 'UTC',
    _HANDLER: language === 'node' ? 'index.handler' : 'lambda_function.lambda_handler',
  };
}

function findProgram(name: string): string | undefined {
  const extensions = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders
    .flatMap((folder) => extensions.map((extension) => join(folder, name + extension)))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
