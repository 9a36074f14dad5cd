/** Takes secrets out of a text before it is kept. What counts as one stands in the catalog. */
import { SECRET_FORMS, SECRET_MARK } from '../catalog/secrets';
import type { Span } from '../span';

export interface Struck {
  /** With `SECRET_MARK` in the place of each secret. */
  readonly text: string;
  /** What was struck out: spans of the text as it was, in order, apart from one another. */
  readonly spans: readonly Span[];
}

export interface Secret extends Span {
  /** In its place, where it isn't `SECRET_MARK`. */
  readonly mark?: string;
}

/** In a payload, a log, a message. `hidden`: values that are secret wherever they stand. */
export function strikeOut(text: string, hidden: readonly string[] = []): Struck {
  return replaceSpans(text, [...findSecrets(text), ...findHidden(text, hidden)]);
}

/** Whatever looks like a secret, in no order; spans may overlap. */
export function findSecrets(text: string, forms = SECRET_FORMS): Secret[] {
  return forms.flatMap(({ pattern, mark }) =>
    [...text.matchAll(pattern)].flatMap(({ indices }) => {
      const [start, end] = indices?.groups?.['secret'] ?? [];
      return start === undefined || end === undefined
        ? []
        : { start, end, ...(mark !== undefined && { mark }) };
    }),
  );
}

/** Shorter values stand in any text by chance. */
const SHORTEST_HIDDEN = 3;

/** Where hidden values stand, plain or as they are written in JSON, in an SQL literal or in a URI. */
export function findHidden(text: string, hidden: readonly string[]): Span[] {
  const forms = hidden
    .filter((value) => value.length >= SHORTEST_HIDDEN)
    .flatMap((value) => [
      value,
      JSON.stringify(value).slice(1, -1),
      value.replaceAll("'", "''"),
      toUri(value),
    ]);
  return [...new Set(forms)].flatMap((value) => {
    const spans: Span[] = [];
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length))
      spans.push({ start: at, end: at + value.length });
    return spans;
  });
}

/** Half a surrogate pair can't be written in a URI. */
function toUri(value: string): string {
  return encodeURIComponent(value.replace(/\p{Cs}/gu, '\ufffd'));
}

export function replaceSpans(text: string, spans: readonly Secret[]): Struck {
  const merged: Secret[] = [];
  for (const span of [...spans].sort((one, other) => one.start - other.start)) {
    const last = merged.at(-1);
    if (last && span.start < last.end)
      merged[merged.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else merged.push(span);
  }
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, mark = SECRET_MARK } of merged) {
    parts.push(text.slice(done, start), mark);
    done = end;
  }
  return { text: [...parts, text.slice(done)].join(''), spans: merged };
}
