/** Someone who is measured. */
export interface Contender {
  readonly id: 'empty' | 'ours' | 'pgls' | 'squawk';
  readonly title: string;
  /** The language server: program and arguments. */
  readonly command: readonly string[];
  /** Its working folder, which holds no files. */
  readonly folder: string;
  /** Checks the files of a folder, whose name follows; absent for the empty server. */
  readonly check?: readonly string[];
}

/** A contender that can't be had here, and why. */
export interface Absent {
  readonly title: string;
  readonly reason: string;
}
