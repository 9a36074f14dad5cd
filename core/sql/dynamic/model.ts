import type { Token } from '../tokens';

/** An expression whose value is SQL: indices of tokens, half-open. */
export interface Executed {
  readonly from: number;
  readonly to: number;
  /** The expressions that stand for `$1` and its like; absent where nothing tells. */
  readonly using?: readonly (readonly Token[])[];
}
