/** What the benchmark and its scripts in the page have in common. Times in milliseconds. */

/** What went on in the page. */
export interface Recorded {
  /** From one frame to the next. */
  readonly frames: readonly number[];
  /** So long a cell in sight was not there. */
  readonly unfilled: number;
  /** From the last input to the first frame in which all cells in sight were there. */
  readonly filled: number;
}

export interface Recorder {
  start(): void;
  /** Once all has come to rest. */
  stop(): Promise<Recorded>;
  /** Drags the scroll bar to this share of the way. */
  jump(share: number): void;
}

/** The grid with all rows in the page. */
export interface Rival {
  /** Shows so many rows. */
  fill(rows: number): void;
  /** Goes to the first row with a cell that contains the text, whatever the case; how many cells there are. */
  find(text: string): number;
}

/** What the scripts leave in the page, by name. */
export interface InPage {
  recorder: Recorder;
  rival: Rival;
}
