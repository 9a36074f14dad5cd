/**
 * SQL by the host text that it was read from. What an edit does not touch is the same value afterwards, only at
 * another place, and keeps what is known of it.
 */

/** The pieces that a stretch of host text holds, for where it begins in the file. */
export type Placing<Piece> = (start: number) => readonly Piece[];

export class KnownSql<Piece> {
  private readonly current = new Map<string, Placing<Piece>>();
  private before: ReadonlyMap<string, Placing<Piece>> = new Map();

  /** The pieces of a stretch; `key` tells all that decides how it is read. */
  place(key: string, start: number, read: () => Placing<Piece>): readonly Piece[] {
    const placing = this.current.get(key) ?? this.before.get(key) ?? read();
    this.current.set(key, placing);
    return placing(start);
  }

  /** For the next reading: what this one did not ask for is forgotten. */
  next(): KnownSql<Piece> {
    const next = new KnownSql<Piece>();
    next.before = this.current.size > 0 ? this.current : this.before;
    return next;
  }
}
