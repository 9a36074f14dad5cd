/** What a statement does to the transaction block it stands in. */
export type TransactionStep = 'begins' | 'commits' | 'rollsBack';

const FIRST_WORDS = /(?:begin|start|commit|end|rollback|abort)/iy;

/** Whether the statement that begins at `start` begins with the letters of one: nearly all others are told so. */
export function mayBeTransactionStep(text: string, start: number): boolean {
  FIRST_WORDS.lastIndex = start;
  return FIRST_WORDS.test(text);
}

/** By the statement's first words, in lower case. ROLLBACK TO a savepoint and ROLLBACK PREPARED end no block. */
export function transactionStep(head: string): TransactionStep | undefined {
  if (!/^(?:begin|start|commit|end|rollback|abort)\b/.test(head)) return undefined;
  if (/^(?:begin|start transaction)\b/.test(head)) return 'begins';
  if (/\b(?:to|prepared)\b/.test(head)) return undefined;
  if (/^(?:commit|end)\b/.test(head)) return 'commits';
  return head.startsWith('start') ? undefined : 'rollsBack';
}
