/** Whether two texts differ in case and in the choice between `-` and `_` alone, so that one can only mean the other. */
export function isSameSpelling(left: string, right: string): boolean {
  return plain(left) === plain(right);
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('_', '-');
}
