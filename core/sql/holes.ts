/**
 * Holes: places of SQL whose text is not there yet, because a host language, a template or a driver puts it in.
 * They travel in the text itself, as a character that Unicode keeps for a program's own use (a noncharacter), so
 * that statements, strings and bodies are read as ever; PostgreSQL's lexer takes it for a letter.
 */
export const HOLE = '\ufdd0';

/** Whether part of the text is not known. */
export function hasHole(text: string): boolean {
  return text.includes(HOLE);
}

/** Flyway's and a shell's `${x}`, Jinja's `{{ x }}` and `{% … %}`: short, so that looking for their ends stays cheap. */
const TEMPLATE = /\$\{[^{}]{0,500}\}|\{\{[-~]?\s{0,9}[A-Za-z_][^{}]{0,500}\}\}|\{%[^%]{0,500}%\}/;

/** Whether a template fills in part of a literal before the script is run; scripts are templates themselves. */
export function isTemplated(text: string): boolean {
  return text.includes('{') && TEMPLATE.test(text);
}
