/**
 * How well a name fits what was typed, lower being better: as a beginning, as a part, as characters in their order.
 * Cases are the same. Undefined where it does not fit.
 */
export function matchFuzzily(name: string, query: string): number | undefined {
  const text = name.toLowerCase();
  const typed = query.toLowerCase().replace(/\s+/g, '');
  const at = text.indexOf(typed);
  if (at >= 0) return at === 0 ? 0 : 1;
  let from = 0;
  for (const char of typed) {
    const found = text.indexOf(char, from);
    if (found < 0) return undefined;
    from = found + char.length;
  }
  return 2;
}
