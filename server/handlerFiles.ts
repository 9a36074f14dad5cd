/** The file with the handler of a Lambda function, found as the embedded cluster finds it. */
import { readdirSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import type { InitializeParams } from 'vscode-languageserver';
import { FUNCTIONS_FOLDER, HANDLER_ENDINGS, HANDLER_ENTRIES } from '../core/catalog/handlerFiles';
import { arnPart, LIMITS } from '../core/catalog/lambdaArn';
import { toPath } from './workspace/folders';
import { isBelow } from './workspace/walkFolder';

export interface HandlerFolders {
  /** The folders that the editor has open; paths of the local disk. */
  readonly workspaces: readonly string[];
  /** The setting `auroraLambda.sandbox.functionsFolder`: absolute, or seen from a folder. */
  readonly functionsFolder: string;
}

/** The setting comes as `initializationOptions.functionsFolder`. */
export function readFunctionsFolder({ initializationOptions }: InitializeParams): string {
  const options: unknown = initializationOptions;
  const isObject = typeof options === 'object' && options !== null;
  const folder: unknown = isObject && 'functionsFolder' in options ? options.functionsFolder : undefined;
  return typeof folder === 'string' && folder !== '' ? folder : FUNCTIONS_FOLDER;
}

export interface HandlerFile {
  readonly file: string;
  /** What has the function's name: the file itself, or the folder that it lies in. */
  readonly named: string;
}

/**
 * The handler of a function, for a document: in the functions folder of the workspace folders that hold the
 * document, else in the one beside it, else in those of the other workspace folders. Exactly as spelled, also where
 * the file system is not exact.
 */
export function findHandlerFile(
  functionName: string,
  documentUri: string,
  folders: HandlerFolders,
): HandlerFile | undefined {
  for (const folder of functionsFolders(documentUri, folders)) {
    const found = findIn(folder, functionName);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A function that has a handler. */
export interface NamedHandler {
  readonly functionName: string;
  /** Seen from the functions folder: `greet.mjs`, `bill/index.js`. */
  readonly path: string;
}

/** All functions that `findHandlerFile` finds for a document; by name, in the order of the alphabet. */
export function listHandlers(documentUri: string, folders: HandlerFolders): readonly NamedHandler[] {
  const found = new Map<string, NamedHandler>();
  for (const folder of functionsFolders(documentUri, folders))
    for (const name of namesIn(folder)) {
      const handler = found.has(name) ? undefined : findIn(folder, name);
      if (handler) found.set(name, { functionName: name, path: relative(folder, handler.file) });
    }
  return [...found.values()].sort((one, other) => (one.functionName < other.functionName ? -1 : 1));
}

/** What may be a function by its name, with or without a handler. */
function namesIn(folder: string): readonly string[] {
  const { pattern } = arnPart('functionName');
  return listFolder(folder)
    .map((entry) => entry.slice(0, entry.length - endingOf(entry).length))
    .filter((name) => pattern.test(name) && name.length <= LIMITS.functionName);
}

function endingOf(entry: string): string {
  return HANDLER_ENDINGS.find(({ ending }) => entry.endsWith(ending))?.ending ?? '';
}

/** Where handlers for a document are looked for, in order. */
function functionsFolders(
  documentUri: string,
  { workspaces, functionsFolder }: HandlerFolders,
): readonly string[] {
  if (isAbsolute(functionsFolder)) return [functionsFolder];
  const beside = toPath(documentUri);
  const folder = beside === undefined ? undefined : dirname(beside);
  const holds = (workspace: string): boolean =>
    folder !== undefined && (folder === workspace || isBelow(workspace, folder));
  const own = workspaces.filter(holds);
  const others = workspaces.filter((workspace) => !holds(workspace));
  return [...own, ...(folder === undefined ? [] : [folder]), ...others].map((root) =>
    join(root, functionsFolder),
  );
}

function findIn(folder: string, functionName: string): HandlerFile | undefined {
  const entries = listFolder(folder);
  const file = HANDLER_ENDINGS.map(({ ending }) => functionName + ending).find((name) =>
    entries.includes(name),
  );
  if (file !== undefined) return { file: join(folder, file), named: join(folder, file) };
  if (!entries.includes(functionName)) return undefined;
  const inside = listFolder(join(folder, functionName));
  const entry = HANDLER_ENTRIES.find((name) => inside.includes(name));
  if (entry === undefined) return undefined;
  return { file: join(folder, functionName, entry), named: join(folder, functionName) };
}

/** A folder that isn't there, or can't be read, holds nothing. */
function listFolder(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
