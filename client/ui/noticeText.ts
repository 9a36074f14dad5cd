import { toVisibleText } from '../../core/invocation/visibleText';

/** Text of a server or of settings for a notice, which makes a link, even to a command, of what Markdown does. */
export function toNoticeText(text: string): string {
  return toVisibleText(text.replace(/\s+/g, ' ')).replaceAll('](', '] (');
}
