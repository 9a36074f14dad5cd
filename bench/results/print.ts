/** A line of what the benchmark prints. */
export function print(label: string, value: string): void {
  process.stdout.write(`${label.padEnd(44)}${value}\n`);
}

export const count = (value: number): string => Math.round(value).toLocaleString('en');
export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
