import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LambdaContext } from './nodeContext';
import { RuntimeError } from './nodeErrors';

/** What a handler gives its result to. Some give a text for an error. */
export type Callback = (error: Error | null | undefined, result: unknown) => void;
export type Handler = (event: unknown, context: LambdaContext, callback: Callback) => unknown;

/** Time for Node to find a syntax error again. */
const CHECK_TIMEOUT_MS = 5000;

/** Loads the export `handler` of a CommonJS or ES module. Throws `RuntimeError`, or what the module throws. */
export async function loadHandler(path: string): Promise<Handler> {
  const module = await importModule(path);
  const handler =
    module['handler'] ?? (module['default'] as Record<string, unknown> | undefined)?.['handler'];
  if (handler === undefined) {
    throw new RuntimeError(
      'Runtime.HandlerNotFound',
      `${basename(path)}.handler is undefined or not exported. Write exports.handler = async (event) => { … }, or export const handler in a module.`,
    );
  }
  if (typeof handler !== 'function') {
    throw new RuntimeError('Runtime.HandlerNotFound', `${basename(path)}.handler is not a function`);
  }
  return handler as Handler;
}

async function importModule(path: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) throw createSyntaxError(error, path);
    if (isModuleMissing(error)) {
      const [message = ''] = error.message.split('\n');
      throw new RuntimeError(
        'Runtime.ImportModuleError',
        `Error: ${message}`,
        (error.stack ?? '').split('\n'),
      );
    }
    throw error;
  }
}

/** Names file and line, which the error of an ES module lacks. */
function createSyntaxError(error: SyntaxError, path: string): RuntimeError {
  const stack = (error.stack ?? '').split('\n');
  const place = findPlace(stack) ?? findPlace(readNodeComplaint(path));
  const where = place === undefined ? '' : ` (${place})`;
  const trace = place === undefined ? stack : [place, ...stack.slice(-1)];
  return new RuntimeError('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}${where}`, trace);
}

/** `file:line`, with which Node's report of a syntax error begins. */
function findPlace(lines: readonly string[]): string | undefined {
  return lines
    .find((line) => /^(file:\/\/)?[^\s(]*[\\/].+:\d+$/.test(line) && !line.startsWith(' '))
    ?.replace(/^file:\/\//, '');
}

/** The module's graph does not compile, so Node complains and runs none of it. */
function readNodeComplaint(path: string): string[] {
  const { stderr } = spawnSync(process.execPath, [path], { encoding: 'utf8', timeout: CHECK_TIMEOUT_MS });
  return stderr.split('\n');
}

function isModuleMissing(error: unknown): error is Error {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
}
