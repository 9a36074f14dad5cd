/** The one line that the sandbox's process prints: that it serves, or why it can't. */
import type { Owner } from './owner';

export type Announcement =
  | { readonly kind: 'ready'; readonly owner: Owner }
  /** Another process owns the data directory: attach to that one. */
  | { readonly kind: 'owned' }
  /** `message` says what to do. */
  | { readonly kind: 'failed'; readonly message: string };

export function formatAnnouncement(announcement: Announcement): string {
  return `${JSON.stringify(announcement)}\n`;
}

/** Undefined where the line is something else. */
export function readAnnouncement(line: string): Announcement | undefined {
  try {
    const announcement = JSON.parse(line) as Announcement | null;
    return /^(?:ready|owned|failed)$/.test(announcement?.kind ?? '')
      ? (announcement ?? undefined)
      : undefined;
  } catch {
    return undefined;
  }
}
