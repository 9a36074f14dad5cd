/**
 * Types an expression while reading it, by precedence (gram.y), as PostgreSQL's parse analysis would. It reads
 * forward only, once, and gives up at what it doesn't know or what nests too deep.
 */
import { TokenCursor } from '../../sql/cursor';
import { readInfix } from './infix';
import { readPrefix } from './prefix';
import type { ExpressionReader, Surroundings } from './reader';
import type { Typed } from './typed';

/** Nested expressions beyond this are left alone: far more than anybody writes, far less than the stack takes. */
const MAX_DEPTH = 150;

export class Parser implements ExpressionReader {
  readonly cursor: TokenCursor;
  readonly fragment: Surroundings['fragment'];
  readonly brackets: Surroundings['brackets'];
  readonly callAt: Surroundings['callAt'];
  readonly isRepeated: Surroundings['isRepeated'];
  readonly names: Surroundings['names'];
  readonly extracted: Surroundings['extracted'];
  private depth = 0;

  constructor(surroundings: Surroundings) {
    this.cursor = new TokenCursor(surroundings.fragment.tokens);
    this.fragment = surroundings.fragment;
    this.brackets = surroundings.brackets;
    this.callAt = surroundings.callAt;
    this.isRepeated = surroundings.isRepeated;
    this.names = surroundings.names;
    this.extracted = surroundings.extracted;
  }

  range(from: number, to: number): Typed | undefined {
    this.cursor.index = from;
    const read = this.expression();
    return this.cursor.index === to ? read : undefined;
  }

  expression(): Typed | undefined {
    return this.operand(0);
  }

  operand(minimum: number): Typed | undefined {
    if (this.depth >= MAX_DEPTH) return undefined;
    this.depth++;
    const read = this.readOperand(minimum);
    this.depth--;
    return read;
  }

  private readOperand(minimum: number): Typed | undefined {
    let left = readPrefix(this);
    while (left) {
      const next = readInfix(this, left, minimum);
      if (next === 'end') return left;
      left = next;
    }
    return undefined;
  }
}
