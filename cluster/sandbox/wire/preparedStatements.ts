import { splitTexts, type Frame } from './frames';

/**
 * A client's prepared statements. All clients share one PostgreSQL session, so before a client's turn its
 * statements are made anew from what is kept here.
 */
export class PreparedStatements {
  /** Name -> its Parse message. The unnamed one has the name ''. */
  readonly #parsed = new Map<string, Buffer>();
  /** Name -> the text of an SQL PREPARE. */
  #prepared = new Map<string, string>();

  get isEmpty(): boolean {
    return this.#parsed.size === 0 && this.#prepared.size === 0;
  }

  /** Takes note of what the client sends. */
  note(frame: Frame): void {
    if (frame.type === 'P') {
      const name = readName(frame, 5);
      // Parsing a name again fails, so the first stays; only the unnamed statement is replaced.
      if (name === '' || !this.#parsed.has(name)) this.#parsed.set(name, frame.bytes);
    } else if (frame.type === 'C' && frame.bytes[5] === STATEMENT) {
      this.#parsed.delete(readName(frame, 6));
    }
  }

  /** Takes over what PostgreSQL says there is. */
  reconcile(existing: readonly { readonly name: string; readonly prepareText: string | null }[]): void {
    const names = new Set(existing.map(({ name }) => name));
    for (const name of this.#parsed.keys()) if (name !== '' && !names.has(name)) this.#parsed.delete(name);
    this.#prepared = new Map(
      existing.flatMap(({ name, prepareText }) => (prepareText === null ? [] : [[name, prepareText]])),
    );
  }

  /** Parse messages and SQL texts that make them again. */
  get parseMessages(): readonly Buffer[] {
    return [...this.#parsed.values()];
  }

  get prepareTexts(): readonly string[] {
    return [...this.#prepared.values()];
  }
}

const STATEMENT = 'S'.charCodeAt(0);

function readName(frame: Frame, at: number): string {
  return splitTexts(frame.bytes.subarray(at, frame.bytes.indexOf(0, at)))[0] ?? '';
}
