/** What lives as long as a connection, and is gone with it. */
import { createDocument } from '../../core/analysis';
import type { Chunk } from '../../core/sql/chunk';

/** In words for the user, in no order. */
export type SessionState = ReadonlySet<string>;

export const NO_STATE: SessionState = new Set();

type Row = readonly [words: string, made: (head: string, text: string) => boolean];

const MADE: readonly Row[] = [
  [
    'temporary tables',
    (head, text) =>
      /^create (?:(?:global|local) )?temp(?:orary)?\b/.test(head) ||
      (/^(?:select|with)\b/.test(head) && /\binto\s+(?:local\s+)?temp(?:orary)?\b/i.test(text)),
  ],
  [
    'settings',
    (head, text) =>
      (/^set\b/.test(head) && !/^set (?:local|transaction|constraints)\b/.test(head)) ||
      /\bset_config\s*\(/i.test(text),
  ],
  ['prepared statements', (head) => /^prepare (?!transaction\b)/.test(head)],
  ['subscriptions of LISTEN', (head) => head.startsWith('listen ')],
  ['cursors', (head, text) => head.startsWith('declare ') && /\bwith\s+hold\b/i.test(text)],
  ['advisory locks', (_head, text) => /\bpg_(?:try_)?advisory_lock/i.test(text)],
];

/** What the session has once `text` has run in it. */
export function withStateOf(text: string, before: SessionState): SessionState {
  // Most statements leave nothing behind, and one of many megabytes is not worth reading for it.
  if (!MAY_MAKE.test(text)) return before;
  const state = new Set(before);
  for (const chunk of createDocument(text).chunks) {
    if (chunk.kind !== 'sql') continue;
    if (chunk.head.startsWith('discard all')) state.clear();
    else for (const words of madeBy(chunk)) state.add(words);
  }
  return state;
}

const MAY_MAKE = /temp|set|prepare|listen|hold|advisory|discard/i;

function madeBy({ head, text }: Chunk): readonly string[] {
  return MADE.flatMap(([words, made]) => (made(head, text) ? [words] : []));
}
