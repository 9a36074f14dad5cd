/** A moment for a reader, in local time: `2026-11-22 05:31:02`. `ms`: since 1970. */
export function formatMoment(ms: number): string {
  const moment = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join('-');
  return `${day} ${[moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(':')}`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago: `just now`, `5 min ago`, `3 h ago`, `2 days ago`; after two weeks the day. */
export function formatAge(ms: number, now: number): string {
  const age = now - ms;
  if (age < MINUTE) return 'just now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  if (age < 2 * DAY) return '1 day ago';
  return age < 14 * DAY ? `${Math.floor(age / DAY)} days ago` : formatMoment(ms).slice(0, 10);
}
