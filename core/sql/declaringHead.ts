/** Statements that declare something, or say in which schema, told by their first words. */

const FIRST_WORDS = /create|alter|set/iy;

/** Whether the statement that begins at `start` begins with the letters of one: most others are told so. */
export function mayBeDeclaring(text: string, start: number): boolean {
  FIRST_WORDS.lastIndex = start;
  return FIRST_WORDS.test(text);
}

const DECLARES =
  /^(?:create|alter) (?:or replace )?(?:(?:global|local) )?(?:temp|temporary|unlogged|foreign|table|(?:materialized |recursive )?view|type|domain|function|procedure|aggregate|trigger|constraint trigger|cast)\b/;
const SETS_PATH = /^set (?:session |local )?(?:search_path|schema)\b/;

/** By the statement's first words, in lower case. */
export function isDeclaring(head: string): boolean {
  return head.startsWith('set') ? SETS_PATH.test(head) : DECLARES.test(head);
}
