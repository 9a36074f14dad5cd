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
  /** Made when it is needed: copying the environment takes longer than an invocation. */
  readonly createEnvironment: () => NodeJS.ProcessEnv;
  /** Messages go over file descriptor 3 instead of standard input and output. */
  readonly hasChannel: boolean;
}

/** Paths of our own two programs that run handlers. */
export interface RuntimeFiles {
  readonly nodeRuntime: string;
  readonly pythonRuntime: string;
}

/** Where this Node has them: `export` may stand in a .js file too, as in Lambda, without a warning in the log. */
const NODE_FLAGS = ['--experimental-detect-module', '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'].filter(
  (flag) => process.allowedNodeEnvironmentFlags.has(flag.replace(/=.*/, '')),
);

/** -u: nothing printed is held back. -B: no __pycache__ in the user's folder. */
const PYTHON_FLAGS = ['-u', '-B'];

/** Knows what runs handlers on this machine. */
export class Runtimes {
  #python: string | undefined;

  constructor(
    private readonly files: RuntimeFiles,
    private readonly place: ClusterPlace,
  ) {}

  /** Undefined: this machine lacks what runs the handler. */
  createCommand(handler: HandlerFile): RuntimeCommand | undefined {
    const { path, language } = handler;
    const folder = dirname(path);
    const lambda = createLambdaEnvironment(handler, this.place);
    if (language === 'node') {
      return {
        program: process.execPath,
        args: [...NODE_FLAGS, this.files.nodeRuntime, path],
        folder,
        createEnvironment: () => ({ ...process.env, ...lambda }),
        hasChannel: true,
      };
    }
    this.#python ??= findProgram('python3') ?? findProgram('python');
    if (this.#python === undefined) return undefined;
    return {
      program: this.#python,
      args: [...PYTHON_FLAGS, this.files.pythonRuntime, path],
      folder,
      // What makes Electron behave as Node is no business of Python.
      createEnvironment: () => ({ ...process.env, ...lambda, ELECTRON_RUN_AS_NODE: undefined }),
      hasChannel: false,
    };
  }
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
