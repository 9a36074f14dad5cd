// The grammar and core's lexer read the same text by different means; on the examples they must agree.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { tokenize as scan, type Token } from '../../core/sql/tokens';
import { tokenize } from '../support/textmate';

/** Each character of the text: in a string, in a comment, or neither. */
type Kinds = readonly ('string' | 'comment' | 'code')[];

/** Bodies are SQL to the grammar and one string to the lexer; backslash commands have quotes of their own. */
function isCompared(token: Token): boolean {
  return token.kind !== 'metaCommand' && !(token.kind === 'string' && token.text.startsWith('$'));
}

function readByLexer(text: string): { kinds: Kinds; compared: readonly boolean[] } {
  const kinds = Array<Kinds[number]>(text.length).fill('code');
  const compared = Array<boolean>(text.length).fill(true);
  const { significant, comments } = scan(text, { psql: true });
  for (const token of significant) {
    if (!isCompared(token)) compared.fill(false, token.start, token.end);
    else if (token.kind === 'string') kinds.fill('string', token.start, token.end);
  }
  for (const comment of comments) kinds.fill('comment', comment.start, comment.end);
  return { kinds, compared };
}

async function readByGrammar(text: string): Promise<Kinds> {
  const kinds = Array<Kinds[number]>(text.length).fill('code');
  const lineStarts = text.split('\n').reduce<number[]>(
    (starts, line) => {
      starts.push((starts.at(-1) ?? 0) + line.length + 1);
      return starts;
    },
    [0],
  );
  for (const { line, start, end, scopes } of await tokenize(text)) {
    const at = lineStarts[line] ?? 0;
    const has = (kind: string) => scopes.some((scope) => scope.startsWith(kind));
    if (has('comment')) kinds.fill('comment', at + start, at + end);
    else if (has('string')) kinds.fill('string', at + start, at + end);
  }
  return kinds;
}

test('strings and comments begin and end where the lexer says', async () => {
  const entries = await readdir('examples', { recursive: true });
  const files = entries.filter((file) => file.endsWith('.sql'));
  assert.ok(files.length > 0);
  for (const file of files) {
    const text = await readFile(join('examples', file), 'utf8');
    const lexer = readByLexer(text);
    const grammar = await readByGrammar(text);
    const differing = lexer.kinds.findIndex(
      (kind, at) => kind !== grammar[at] && lexer.compared[at] === true && text[at] !== '\n',
    );
    const excerpt = differing < 0 ? '' : text.slice(differing, differing + 60);
    assert.equal(differing, -1, `${file}: they part at ${excerpt}`);
  }
});
