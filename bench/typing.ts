/** Somebody who types a call into the middle of a document, over and over, in every contender's copy of it. */
import type { Client } from './client';
import { TYPED } from './corpus';

export class Typist {
  private typed = '';
  /** Typed by the others, not yet by this one. */
  private owed = '';

  constructor(
    readonly client: Client,
    private readonly line: number,
  ) {}

  /** Opens an empty line to type into. */
  begin(): void {
    this.client.change(this.line, 0, 0, '\n');
  }

  /** Counts the character as typed without sending it; it goes along with the next one. */
  skip(character: string): void {
    this.owed += character;
  }

  type(character: string): void {
    const text = this.owed + character;
    this.client.change(this.line, this.typed.length, this.typed.length, text);
    this.typed += text;
    this.owed = '';
  }

  /** Takes back all that was typed. */
  clear(): void {
    this.client.change(this.line, 0, this.typed.length, '');
    this.typed = '';
    this.owed = '';
  }

  get position() {
    return { line: this.line, character: this.typed.length };
  }
}

/** What is typed, again and again. */
export function keystroke(index: number): { readonly character: string; readonly isFirst: boolean } {
  const at = index % TYPED.length;
  return { character: TYPED.charAt(at), isFirst: at === 0 };
}
