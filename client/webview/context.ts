import type { FromWebview } from '../panel/protocol';
import type { Kept } from './kept';
import type { Pages } from './pages';

/** What every part of the page may use. */
export interface Context {
  readonly runId: number;
  readonly post: (message: FromWebview) => void;
  readonly pages: Pages;
  /** For style elements that a component writes itself. */
  readonly nonce: string;
  /** Outlives the run. */
  readonly kept: Pick<Kept, 'details'>;
}

/** A part of the page that must let go of something when it is taken away. */
export interface Part {
  readonly element: HTMLElement;
  dispose(): void;
}
