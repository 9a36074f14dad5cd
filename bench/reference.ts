/**
 * The ratios to the empty server that a change is compared with. Times differ from machine to machine; what a server
 * takes beside one that does nothing differs less.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Figures } from './figures';

const FILE = 'bench/reference.json';
const WORSE_BY_HALF = 1.5;

export function remember(figures: Figures): void {
  const ratios = Object.fromEntries(
    [...figures.ratios].map(([key, ratio]) => [key, Number(ratio.toFixed(2))]),
  );
  writeFileSync(FILE, `${JSON.stringify(ratios, undefined, 2)}\n`);
}

/** One sentence a ratio that is worse by half than the stored one. */
export function compare(figures: Figures): readonly string[] {
  if (!existsSync(FILE)) return [];
  const before = new Map(
    Object.entries(JSON.parse(readFileSync(FILE, 'utf8')) as Readonly<Record<string, number>>),
  );
  return [...figures.ratios].flatMap(([key, ratio]) => {
    const stored = before.get(key);
    if (stored === undefined || ratio <= stored * WORSE_BY_HALF) return [];
    return [
      `${key}: ${ratio.toFixed(1)} times what the empty server takes; ${stored.toFixed(1)} times in ${FILE}.`,
    ];
  });
}
