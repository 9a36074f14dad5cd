import { readFile } from 'node:fs/promises';

export interface Mistake {
  /** The code that its comment announces. */
  readonly code: string;
  /** 1-based, the last one inclusive. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const MISTAKES = 'examples/mistakes.sql';

/** The example of mistakes, and its parts: `-- code: why`, and the statements up to the next such comment. */
export async function readMistakes(): Promise<{ text: string; mistakes: readonly Mistake[] }> {
  const text = await readFile(MISTAKES, 'utf8');
  const lines = text.split('\n');
  const starts = lines.flatMap((line, index) => {
    const [, code] = /^-- ([a-z-]+): /.exec(line) ?? [];
    return code === undefined ? [] : [{ code, from: index + 1 }];
  });
  const mistakes = starts.map(({ code, from }, index) => {
    const to = (starts[index + 1]?.from ?? lines.length + 1) - 1;
    return { code, from, to, text: lines.slice(from - 1, to).join('\n') };
  });
  return { text, mistakes };
}
