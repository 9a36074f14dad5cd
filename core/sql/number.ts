/** scan.l: decimal, hexadecimal, octal and binary integers with underscores, numerics and reals. Sticky. */
const NUMBER =
  /(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*)?\.\d(?:_?\d)*(?:[eE][+-]?\d(?:_?\d)*)?|\d(?:_?\d)*(?:\.(?!\.))?(?:[eE][+-]?\d(?:_?\d)*)?)/y;

/** The end of the number at `at`; `1..10` ends after its 1, as PL/pgSQL's ranges need. */
export function scanNumber(text: string, at: number): number {
  NUMBER.lastIndex = at;
  return NUMBER.test(text) ? NUMBER.lastIndex : at + 1;
}
