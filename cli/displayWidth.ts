import { eastAsianWidth } from 'get-east-asian-width';

/** Made when it is first needed: that takes longer than checking a file. */
let graphemes: Intl.Segmenter | undefined;
/** What stands on top of the character before it, or takes no room. */
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]+$/u;
const EMOJI = /\p{Emoji_Presentation}|\ufe0f/u;

/** Columns of a terminal that a line of text takes. */
export function displayWidth(text: string): number {
  // Most text is plain ASCII.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(grapheme: string): number {
  if (NO_WIDTH.test(grapheme)) return 0;
  return EMOJI.test(grapheme) ? 2 : eastAsianWidth(grapheme.codePointAt(0) ?? 0);
}
