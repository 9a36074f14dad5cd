/** Names for problems that outlast moved lines and new indentation: for baselines and for services that follow a problem. */
import { createHash } from 'node:crypto';
import type { RuleCode } from '../../core/catalog/rules';

/** 32 hexadecimal digits for a list of texts. */
export function hashTexts(...texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 32);
}

/**
 * Names the problems of one file, in their order: by rule and statement, its white space aside; the second of the
 * same rule in the same statement has another name than the first.
 */
export function createFingerprints(): (code: RuleCode, statement: string) => string {
  const counts = new Map<string, number>();
  return (code, statement) => {
    const key = `${code}\0${statement.replace(/\s+/g, ' ').trim()}`;
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return hashTexts(key, String(count));
  };
}
