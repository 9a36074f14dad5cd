/** Writes text so that it stands for itself inside a host language's string. */
import type { StringForm } from './language';
import { compileHoles } from './patterns';

/** Undefined for what the form has no way to write, as far as that shows before it is read back. */
export function escapeFor(form: StringForm, close: string, text: string): string {
  const { escapes, doubles = '', multiline } = form;
  let result = text;
  if (escapes === 'doubled') result = result.replaceAll(close, close + close);
  if (escapes === 'quoteOnly') result = result.replaceAll('\\', '\\\\').replaceAll(close, `\\${close}`);
  if (escapes === 'keep' || escapes === 'drop') {
    result = result.replaceAll('\\', '\\\\').replaceAll(close.charAt(0), `\\${close.charAt(0)}`);
    if (!multiline) result = result.replaceAll('\r', '\\r').replaceAll('\n', '\\n');
    result = escapeHoles(form, result);
  }
  for (const char of doubles) result = result.replaceAll(char, char + char);
  return result;
}

/** Also the mark at the end, which would open a hole with what stands behind the new text. */
function escapeHoles(form: StringForm, text: string): string {
  const holes = compileHoles(form);
  return text.replace(/[$#]/g, (mark, at: number) => {
    const opens = holes.some(({ pattern }) => {
      pattern.lastIndex = at;
      return pattern.test(text) || (at === text.length - 1 && pattern.source.startsWith(`\\${mark}`));
    });
    return opens ? `\\${mark}` : mark;
  });
}
