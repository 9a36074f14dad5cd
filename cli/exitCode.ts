/** What the program's end tells a script: part of the contract with its users. */
export const EXIT = {
  ok: 0,
  /** `check`: an error-severity problem; `run`: a statement failed or was cancelled. */
  failed: 1,
  /** A wrong command line, or a file that can't be read. */
  usage: 2,
  /** `run`, `sandbox`: no connection. */
  noConnection: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with one line for the user. */
export class CommandFailure extends Error {
  constructor(
    readonly exitCode: ExitCode,
    message: string,
  ) {
    super(message);
  }
}
