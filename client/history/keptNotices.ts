/** What RAISE and NOTIFY said, as the history keeps it: the first of it, with its secrets struck out. */
import type { Notice } from '../../core/invocation/outcome';

export interface NoticeBounds {
  /** Of a statement. */
  readonly notices: number;
  /** Of all notices of a run, in UTF-16 units. */
  readonly noticeText: number;
}

/** Notices that are kept, and how many more there were. */
export interface KeptNotices {
  readonly notices: readonly Notice[];
  readonly noticesLeftOut: number;
}

/** Keeps notices of one statement of a run after the other, until there is no more room. */
export function createNoticeKeeper(
  bounds: NoticeBounds,
  strike: (text: string) => string,
): (notices: readonly Notice[]) => KeptNotices {
  let room = bounds.noticeText;
  return (notices) => {
    const kept: Notice[] = [];
    for (const notice of notices.slice(0, bounds.notices)) {
      const struck = strikeOutNotice(notice, strike);
      room -= [struck.message, struck.detail, struck.hint].join('').length;
      if (room < 0) break;
      kept.push(struck);
    }
    return { notices: kept, noticesLeftOut: notices.length - kept.length };
  };
}

function strikeOutNotice(
  { severity, message, detail, hint }: Notice,
  strike: (text: string) => string,
): Notice {
  return {
    severity,
    message: strike(message),
    ...(detail !== undefined && { detail: strike(detail) }),
    ...(hint !== undefined && { hint: strike(hint) }),
  };
}
