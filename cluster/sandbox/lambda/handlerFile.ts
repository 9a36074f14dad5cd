import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createApiFailure } from './refusal';

export interface HandlerFile {
  readonly functionName: string;
  /** Absolute path. */
  readonly path: string;
  readonly language: 'node' | 'python';
}

const NODE_EXTENSIONS = ['js', 'mjs', 'cjs'];
const PYTHON = 'py';
/** What the file of a function with a folder of its own is called, as AWS's console names it. */
const INDEX_FILES = [...NODE_EXTENSIONS.map((extension) => `index.${extension}`), 'lambda_function.py'];
/** So many functions are named when one is missing. */
const MAX_NAMED = 5;

/** Finds a function's handler by name, exactly as spelled also where the file system is not exact. Throws `Refusal`. */
export function findHandler(functionsDir: string, functionName: string, arn: string): HandlerFile {
  const entries = listFolder(functionsDir);
  const found = [
    ...[...NODE_EXTENSIONS, PYTHON]
      .map((extension) => `${functionName}.${extension}`)
      .filter((file) => entries.includes(file)),
    ...(entries.includes(functionName) ? findIndexFiles(functionsDir, functionName) : []),
  ];
  const [file, another] = found;
  if (file === undefined) throw createNotFound(functionsDir, functionName, arn);
  if (another !== undefined) {
    throw createApiFailure(
      `Function has more than one handler: ${functionName}`,
      `The folder ${functionsDir} holds ${found.join(' and ')}. Keep one of them.`,
    );
  }
  const language = file.endsWith(`.${PYTHON}`) ? 'python' : 'node';
  return { functionName, path: join(functionsDir, file), language };
}

function findIndexFiles(functionsDir: string, folder: string): string[] {
  const entries = listFolder(join(functionsDir, folder));
  return INDEX_FILES.filter((file) => entries.includes(file)).map((file) => join(folder, file));
}

/** The functions that have a handler here, by name. */
export function listFunctionNames(functionsDir: string): readonly string[] {
  const names = listFolder(functionsDir).flatMap((entry) => {
    const file = /^(.+)\.(?:[mc]?js|py)$/.exec(entry)?.[1];
    return file ?? (findIndexFiles(functionsDir, entry).length > 0 ? entry : []);
  });
  return [...new Set(names)].sort();
}

/** A folder that isn't there, or can't be read, holds nothing. */
function listFolder(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function createNotFound(functionsDir: string, functionName: string, arn: string): Error {
  const others = listFunctionNames(functionsDir).slice(0, MAX_NAMED);
  const files = [...NODE_EXTENSIONS, PYTHON].map((extension) => `${functionName}.${extension}`).join(', ');
  return createApiFailure(
    `Function not found: ${arn}`,
    `The embedded cluster looks in ${functionsDir} for ${files}, or a folder ${functionName} with ${INDEX_FILES.join(', ')}.` +
      (others.length > 0 ? ` There is: ${others.join(', ')}.` : ' There is no handler yet.'),
  );
}
