import { createInterface } from 'node:readline/promises';

/** A question on standard error to whoever sits at the terminal. */
export async function askUser(question: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await reader.question(question)).trim();
  } finally {
    reader.close();
  }
}
