/** Writes text so that it stands for itself inside a host language's string. */
import type { StringForm } from './language';

/** Undefined for what the form has no way to write, as far as that shows before it is read back. */
export function escapeFor(form: StringForm, close: string, text: string): string {
  const { escapes, doubles = '', holes, multiline } = form;
  let result = text;
  if (escapes === 'doubled') result = result.replaceAll(close, close + close);
  if (escapes === 'quoteOnly') result = result.replaceAll('\\', '\\\\').replaceAll(close, `\\${close}`);
  if (escapes === 'keep' || escapes === 'drop') {
    result = result.replaceAll('\\', '\\\\').replaceAll(close.charAt(0), `\\${close.charAt(0)}`);
    if (!multiline) result = result.replaceAll('\r', '\\r').replaceAll('\n', '\\n');
    if (holes.length > 0) result = result.replace(/[$#](?=[{A-Za-z_])/g, '\\$&');
  }
  for (const char of doubles) result = result.replaceAll(char, char + char);
  return result;
}
