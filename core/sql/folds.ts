/** The parts of a script that can be folded away: statements, parentheses, bodies, comments. */
import type { Span } from '../span';
import type { Chunk } from './chunk';
import { isSpace } from './characters';
import { isMark } from './cursor';
import { countUpTo } from './lines';
import type { ScannerOptions } from './scanner';
import { parseString } from './strings';
import { tokenize, type Token } from './tokens';

export interface Fold extends Span {
  readonly kind: 'code' | 'comment';
  /** The line of its end begins with what closes it, `)` or `$$`: that reads well when it stays in sight. */
  readonly endsInClosing: boolean;
}

/** Those of one chunk, of more than one line each; offsets count from the chunk's start. */
export function findFolds(chunk: Chunk): readonly Fold[] {
  if (chunk.lineStarts.length === 0 || chunk.kind === 'copyData') return [];
  const lineOf = (offset: number): number => countUpTo(chunk.lineStarts, offset);
  return [...foldsOfStatement(chunk), ...foldsIn(chunk.text, chunk.options, 0)].filter(
    ({ start, end }) => lineOf(start) < lineOf(end),
  );
}

function foldsOfStatement({ kind, start, bodyEnd, text }: Chunk): readonly Fold[] {
  const end = text.slice(0, bodyEnd).trimEnd().length;
  return kind === 'sql' && start < end ? [{ start, end, kind: 'code', endsInClosing: false }] : [];
}

function foldsIn(text: string, options: ScannerOptions, base: number): readonly Fold[] {
  const { significant, comments } = tokenize(text, options);
  const own = [...foldsOfParentheses(text, significant), ...foldsOfComments(text, comments)].map((fold) => ({
    ...fold,
    start: fold.start + base,
    end: fold.end + base,
  }));
  return [...own, ...significant.flatMap((token) => foldsOfString(token, options, base))];
}

function foldsOfParentheses(text: string, tokens: readonly Token[]): readonly Fold[] {
  const open: Token[] = [];
  return tokens.flatMap((token): readonly Fold[] => {
    if (isMark(token, '(')) open.push(token);
    if (!isMark(token, ')')) return [];
    const start = open.pop()?.start;
    if (start === undefined) return [];
    return [{ start, end: token.end, kind: 'code', endsInClosing: isFirstOnLine(text, token.start) }];
  });
}

/** The string, and what can be folded in it where it is a dollar-quoted body. */
function foldsOfString(token: Token, options: ScannerOptions, base: number): readonly Fold[] {
  if (token.kind !== 'string' || !token.closed || !/[\r\n]/.test(token.text)) return [];
  const content = parseString(token);
  const closing = content.offsetAt(content.value.length) - token.start;
  const endsInClosing = isFirstOnLine(token.text, closing);
  const whole: Fold = { start: token.start + base, end: token.end + base, kind: 'code', endsInClosing };
  if (content.form !== 'dollar') return [whole];
  return [whole, ...foldsIn(content.value, { ...options, psql: false }, base + content.offsetAt(0))];
}

function foldsOfComments(text: string, comments: readonly Token[]): readonly Fold[] {
  const folds: Fold[] = [];
  let run: Span | undefined;
  for (const { start, end, text: comment } of comments) {
    const isLine = comment.startsWith('--');
    if (isLine && run && text.slice(run.end, start).trim() === '') {
      run = { start: run.start, end };
      folds[folds.length - 1] = { ...run, kind: 'comment', endsInClosing: false };
      continue;
    }
    run = isLine && isFirstOnLine(text, start) ? { start, end } : undefined;
    folds.push({ start, end, kind: 'comment', endsInClosing: false });
  }
  return folds;
}

function isFirstOnLine(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && isBlank(text.charCodeAt(at))) at--;
  return at < 0 || text.charCodeAt(at) === LINE_FEED || text.charCodeAt(at) === CARRIAGE_RETURN;
}

function isBlank(code: number): boolean {
  return isSpace(code) && code !== LINE_FEED && code !== CARRIAGE_RETURN;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
