import { toVisibleText } from '../core/invocation/visibleText';

/** Where a command writes. Text from outside has gone through `visible` before. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** While standard output is slower than what is written: settled once it has caught up. */
  readonly caughtUp: () => Promise<void> | undefined;
  /** Emphasis for people; nothing where nobody looks or NO_COLOR is set. */
  readonly outStyle: Style;
  readonly errStyle: Style;
  /** A person reads standard output: then nothing may reach the terminal that it would obey. */
  readonly outIsScreen: boolean;
  /** Of that screen. */
  readonly columns: number | undefined;
}

export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
}

export function createTerminal({ stdout, stderr, env }: NodeJS.Process = process): Terminal {
  const coloured = (stream: NodeJS.WriteStream): boolean =>
    stream.isTTY && env['TERM'] !== 'dumb' && (env['NO_COLOR'] ?? '') === '';
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    caughtUp: () => (stdout.writableNeedDrain ? untilDrained(stdout) : undefined),
    outStyle: createStyle(coloured(stdout)),
    errStyle: createStyle(coloured(stderr)),
    outIsScreen: stdout.isTTY,
    columns: stdout.isTTY ? stdout.columns : undefined,
  };
}

/** A reader that goes away takes nothing more. */
function untilDrained(stream: NodeJS.WriteStream): Promise<void> {
  const ends = ['drain', 'error', 'close'];
  return new Promise((resolve) => {
    const end = (): void => {
      for (const name of ends) stream.off(name, end);
      resolve();
    };
    for (const name of ends) stream.on(name, end);
  });
}

function createStyle(coloured: boolean): Style {
  const sgr = (code: number) => (text: string) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { bold: sgr(1), dim: sgr(2), red: sgr(31), yellow: sgr(33) };
}

/** No emphasis at all. */
export const PLAIN: Style = createStyle(false);

/** Foreign text on one line: line breaks, escapes and what reorders or hides text become signs. */
export function visible(text: string): string {
  return toVisibleText(text);
}

/** Foreign text that may take several lines. */
export function visibleBlock(text: string): string {
  return toVisibleText(text.replaceAll('\r\n', '\n'), '\n\t');
}
