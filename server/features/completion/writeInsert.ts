/** What is inserted, as text; `escape` writes it so that it stands for itself in the quotes round its place. */
import type { InsertPart, Placeholder } from './proposal';

type Escape = (text: string) => string;

export function writePlain(parts: readonly InsertPart[], escape: Escape): string {
  return escape(parts.map((part) => (typeof part === 'string' ? part : part.placeholder)).join(''));
}

/** The snippet grammar of LSP: `$` and `\` are escaped, and what would end a placeholder or a choice. */
export function writeSnippet(parts: readonly InsertPart[], escape: Escape): string {
  const numbers = new Map<Placeholder, number>();
  const written = parts.map((part) => {
    if (typeof part === 'string') return escape(part).replace(/[\\$]/g, '\\$&');
    const known = numbers.get(part);
    if (known !== undefined) return `$${known}`;
    const number = numbers.size + 1;
    numbers.set(part, number);
    return writePlaceholder(number, part, escape);
  });
  return `${written.join('')}$0`;
}

function writePlaceholder(number: number, { placeholder, choices }: Placeholder, escape: Escape): string {
  if (choices) {
    const written = choices.map((choice) => escape(choice).replace(/[\\|,]/g, '\\$&'));
    return `\${${number}|${written.join(',')}|}`;
  }
  if (placeholder === '') return `$${number}`;
  return `\${${number}:${escape(placeholder).replace(/[\\$}]/g, '\\$&')}}`;
}
