import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HANDLER_ENDINGS, HANDLER_ENTRIES, type HandlerLanguage } from '../../../core/catalog/handlerFiles';
import { createApiFailure } from './refusal';

export interface HandlerFile {
  readonly functionName: string;
  /** Absolute path. */
  readonly path: string;
  readonly language: HandlerLanguage;
}

/** So many functions are named when one is missing. */
const MAX_NAMED = 5;

/** Finds a function's handler by name, exactly as spelled also where the file system is not exact. Throws `Refusal`. */
export function findHandler(functionsDir: string, functionName: string, arn: string): HandlerFile {
  const entries = listFolder(functionsDir);
  const found = [
    ...filesOf(functionName).filter((file) => entries.includes(file)),
    ...(entries.includes(functionName) ? findEntries(functionsDir, functionName) : []),
  ];
  const [file, another] = found;
  if (file === undefined) throw createNotFound(functionsDir, functionName, arn);
  if (another !== undefined) {
    throw createApiFailure(
      `Function has more than one handler: ${functionName}`,
      `The folder ${functionsDir} holds ${found.join(' and ')}. Keep one of them.`,
    );
  }
  const language = HANDLER_ENDINGS.find(({ ending }) => file.endsWith(ending))?.language ?? 'node';
  return { functionName, path: join(functionsDir, file), language };
}

/** What a file with the handler may be called. */
function filesOf(functionName: string): readonly string[] {
  return HANDLER_ENDINGS.map(({ ending }) => functionName + ending);
}

function findEntries(functionsDir: string, folder: string): string[] {
  const entries = listFolder(join(functionsDir, folder));
  return HANDLER_ENTRIES.filter((file) => entries.includes(file)).map((file) => join(folder, file));
}

/** The functions that have a handler here, by name. */
export function listFunctionNames(functionsDir: string): readonly string[] {
  const names = listFolder(functionsDir).flatMap((entry) => {
    const ending = HANDLER_ENDINGS.find((one) => entry.endsWith(one.ending))?.ending;
    if (ending !== undefined) return entry === ending ? [] : entry.slice(0, -ending.length);
    return findEntries(functionsDir, entry).length > 0 ? entry : [];
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
  return createApiFailure(
    `Function not found: ${arn}`,
    `The embedded cluster looks in ${functionsDir} for ${filesOf(functionName).join(', ')}, or a folder ${functionName} with ${HANDLER_ENTRIES.join(', ')}.` +
      (others.length > 0 ? ` There is: ${others.join(', ')}.` : ' There is no handler yet.'),
  );
}
