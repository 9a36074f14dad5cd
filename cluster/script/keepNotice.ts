import type { Notice } from '../../core/invocation/outcome';

/** A loop may raise one for every row: more are only told as they come. */
export const MOST_NOTICES = 10_000;

/** Adds a notice to those that a statement's outcome has; the last place says that there were more. */
export function keepNotice(kept: Notice[], notice: Notice): void {
  if (kept.length < MOST_NOTICES) kept.push(notice);
  else if (kept.length === MOST_NOTICES) {
    const message = `More notices came; the first ${MOST_NOTICES.toLocaleString('en')} are kept.`;
    kept.push({ severity: 'WARNING', message });
  }
}
