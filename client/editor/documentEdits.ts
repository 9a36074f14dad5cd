/** Keeps a SqlDocument in step with an editor's text without reading the whole text again. */
import { createDocument } from '../../core/analysis';
import type { SqlDocument } from '../../core/sql/document';

/** One change as VS Code tells it: the changes of an event apply one after another, last place first. */
export interface ContentChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/** One editor's text. Changes are only noted, and applied when somebody asks. */
export class LiveDocument {
  private known: SqlDocument | undefined;
  private pending: ContentChange[] = [];

  /** `readText` gives the editor's whole text as it is now. */
  constructor(private readonly readText: () => string) {}

  note(changes: readonly ContentChange[]): void {
    if (this.known) this.pending.push(...changes);
  }

  get document(): SqlDocument {
    let document = this.known ?? createDocument(this.readText());
    for (const { rangeOffset, rangeLength, text } of this.pending) {
      document = document.edit({ start: rangeOffset, end: rangeOffset + rangeLength, newText: text });
    }
    this.pending = [];
    this.known = document;
    return document;
  }

  /** Everything is read again when next asked: for changes that no event tells. */
  forget(): void {
    this.known = undefined;
    this.pending = [];
  }
}
