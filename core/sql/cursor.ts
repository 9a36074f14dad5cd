import { identifierName, type Token } from './tokens';

/** Walks over a fragment's tokens; every question about one past the end is answered "no". */
export class TokenCursor {
  constructor(
    readonly tokens: readonly Token[],
    public index = 0,
  ) {}

  get token(): Token | undefined {
    return this.tokens[this.index];
  }

  peek(distance = 1): Token | undefined {
    return this.tokens[this.index + distance];
  }

  get done(): boolean {
    return this.index >= this.tokens.length;
  }

  advance(): Token | undefined {
    return this.tokens[this.index++];
  }

  /** The current token as an unquoted word in lower case. */
  get word(): string | undefined {
    return wordOf(this.token);
  }

  /** Steps over these words, in order, if they all stand here. */
  takeWords(...words: readonly string[]): boolean {
    if (!words.every((word, distance) => wordOf(this.peek(distance)) === word)) return false;
    this.index += words.length;
    return true;
  }

  /** Steps over a punctuation mark or operator. */
  takeMark(mark: string): boolean {
    if (!isMark(this.token, mark)) return false;
    this.index++;
    return true;
  }

  /** Steps over a name and gives it as PostgreSQL folds it. */
  takeName(): string | undefined {
    const name = this.token && identifierName(this.token);
    if (name !== undefined) this.index++;
    return name;
  }
}

export function wordOf(token: Token | undefined): string | undefined {
  return token?.word;
}

export function isMark(token: Token | undefined, mark: string): boolean {
  return (token?.kind === 'punctuation' || token?.kind === 'operator') && token.text === mark;
}

/** Index of the parenthesis that closes the one at `open`, or undefined where the tokens end first. */
export function findClosing(tokens: readonly Token[], open: number): number | undefined {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (isMark(tokens[index], '(')) depth++;
    else if (isMark(tokens[index], ')') && --depth === 0) return index;
  }
  return undefined;
}
