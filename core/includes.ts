/** The scripts that a script has psql read in its place. */
import type { SqlDocument } from './sql/document';
import { parseMetaCommand } from './sql/metaCommand';

export interface Include {
  /** As it is written, without quotes. */
  readonly path: string;
  /** Seen from the script itself, not from where psql was started. */
  readonly isRelative: boolean;
}

const COMMANDS = new Set(['i', 'include', 'ir', 'include_relative']);

/** In the order of the text. A path that is put together from variables is not known. */
export function findIncludes(document: SqlDocument): readonly Include[] {
  return document.chunks.flatMap(({ text, bodyEnd }) => {
    if (text.charAt(bodyEnd) !== '\\') return [];
    const { name, argument } = parseMetaCommand(text.slice(bodyEnd));
    const path = argument.replace(/^'(.*)'$/, '$1');
    const isKnown = COMMANDS.has(name) && path !== '' && !/[:`'"]/.test(path);
    return isKnown ? [{ path, isRelative: name.endsWith('r') || name.endsWith('relative') }] : [];
  });
}
