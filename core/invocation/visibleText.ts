/** A piece of foreign text: as it is, or (`hidden`) a sign that stands for a character nobody would see. */
export interface VisiblePiece {
  readonly text: string;
  /** The code point, as `U+202E`; only on pieces that stand for something hidden. */
  readonly hidden?: string;
}

// Control, format (bidi, zero-width, tags), private-use and lone surrogate characters, what Unicode says is drawn
// as nothing (fillers, variation selectors), line and paragraph separators.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;
/** Joiners and selectors are part of what one sees when they sit inside an emoji. */
const PICTURE = /\p{Extended_Pictographic}(?:\p{Variation_Selector}|\p{Emoji_Modifier})?/u.source;
const EMOJI = `${PICTURE}(?:\\u200d${PICTURE})*`;
const SPLIT = new RegExp(`(${EMOJI})|(${HIDDEN.source})`, 'gu');
const SIGNS: Readonly<Record<string, string>> = { '\n': '↵', '\r': '␍', '\t': '⇥', '\u001b': '␛', '\0': '␀' };

/**
 * Splits foreign text so that every character in it can be seen: what would reorder, hide or erase text is
 * replaced by a sign. `keep` lists characters to leave as they are (line breaks and tabs in a block of text).
 */
export function splitVisible(text: string, keep = ''): VisiblePiece[] {
  const pieces: VisiblePiece[] = [];
  let end = 0;
  for (const match of text.matchAll(SPLIT)) {
    const hidden = match[2];
    if (hidden === undefined || keep.includes(hidden)) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push(showHidden(hidden));
    end = match.index + hidden.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** The text in one string, for places that take no markup: titles and labels. */
export function toVisibleText(text: string, keep = ''): string {
  return splitVisible(text, keep)
    .map((piece) => piece.text)
    .join('');
}

// Colours and styles of a terminal say nothing here; every other escape sequence is shown by its ␛.
const COLOURS = new RegExp(`${'\u001b'}\\[[\\d;:]*m`, 'g');

/** Takes a terminal's colour sequences out of a log. */
export function stripColours(text: string): string {
  return text.replace(COLOURS, '');
}

function showHidden(char: string): VisiblePiece {
  const code = `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return { text: SIGNS[char] ?? `‹${code}›`, hidden: code };
}
