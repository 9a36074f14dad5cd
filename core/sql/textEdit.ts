import type { Span } from '../span';

export interface TextEdit extends Span {
  readonly newText: string;
}
