/** JSON text with holes for values, written as calls that make the JSON of text and values alike. */
import { parseJsonNode } from '../invocation/jsonNode';
import type { GluedPart } from './gluedParts';
import { quoteText } from './quoteText';
import { writeJson, type JsonType } from './writeJson';

/** SQL for the values, by the number of their part; undefined where that is not safe. */
export interface TemplateValues {
  /** As text, inside of a JSON string. */
  readonly asText: (part: number) => string | undefined;
  /** As JSON of its own. */
  readonly asJson: (part: number) => string | undefined;
}

/** Noncharacters, which no text has: before a value in a string, before one that stands by itself, behind both. */
const IN_STRING = '\ufdd1';
const ALONE = '\ufdd2';
const END = '\ufdd3';
const ANY = new RegExp(`[\ufdd0-\ufdd3]`);

/** Undefined where the text is not JSON with whole values put into it, or a name of a member is put in. */
export function writeTemplate(
  parts: readonly GluedPart[],
  type: JsonType,
  values: TemplateValues,
): string | undefined {
  const text = toJsonText(parts);
  const root = text === undefined ? undefined : parseJsonNode(text);
  if (root?.kind !== 'object' && root?.kind !== 'array') return undefined;
  const written = writeJson(root, { type, string: (value) => writeString(value, values) });
  return written !== undefined && ANY.test(written) ? undefined : written;
}

/** What is put in becomes a string, or part of the one round it. */
function toJsonText(parts: readonly GluedPart[]): string | undefined {
  let json = '';
  let isInString = false;
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'value') json += isInString ? `${IN_STRING}${index}${END}` : `"${ALONE}${index}${END}"`;
    else if (ANY.test(part.text)) return undefined;
    else {
      json += part.text;
      isInString = endsInString(part.text, isInString);
    }
  }
  return json;
}

function endsInString(text: string, isInString: boolean): boolean {
  let inside = isInString;
  for (let at = 0; at < text.length; at++) {
    if (inside && text[at] === '\\') at++;
    else if (text[at] === '"') inside = !inside;
  }
  return inside;
}

const WHOLE = new RegExp(`^${ALONE}(\\d+)${END}$`);
const PIECES = new RegExp(`${IN_STRING}(\\d+)${END}`);

function writeString(value: string, values: TemplateValues): string | undefined {
  const [, alone] = WHOLE.exec(value) ?? [];
  if (alone !== undefined) return values.asJson(Number(alone));
  // Every second piece is the number of a value.
  const pieces = value.split(PIECES).map((piece, index) => {
    if (index % 2 === 1) return values.asText(Number(piece));
    return piece === '' && value !== '' ? '' : quoteText(piece);
  });
  if (pieces.includes(undefined)) return undefined;
  return pieces.filter((piece) => piece !== '').join(' || ');
}
