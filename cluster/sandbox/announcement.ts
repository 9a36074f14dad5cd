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

export function parseAnnouncement(line: string): Announcement {
  return JSON.parse(line) as Announcement;
}
