import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { loadWASM, OnigScanner, OnigString } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry, type IGrammar } from 'vscode-textmate';
import manifest from '../../package.json';

export interface ScopedToken {
  readonly line: number;
  /** UTF-16 columns, 0-based, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Outermost first, as the engine gives them. */
  readonly scopes: readonly string[];
}

type Host = 'source.sql' | 'text.html.markdown';

/** VS Code's own grammars, as the package of them calls their files. */
const HOST_FILES: Record<string, string> = { 'source.sql': 'sql', 'text.html.markdown': 'markdown' };
const resolve = createRequire(join(process.cwd(), 'package.json')).resolve;
const onigLib = loadOniguruma();
const registries = { injected: createRegistry(true), plain: createRegistry(false) };

/** Tokens as VS Code colours them; `plain` leaves our injection out. */
export async function tokenize(
  text: string,
  registry: keyof typeof registries = 'injected',
  host: Host = 'source.sql',
): Promise<ScopedToken[]> {
  const grammar = await registries[registry].loadGrammar(host);
  assert.ok(grammar, `no grammar for ${host}`);
  return tokenizeLines(grammar, text.split('\n'));
}

/**
 * Checks a fixture whose carets mark whole tokens of the line above and name all their scopes below the root:
 *     SELECT f('x')
 *     --       ^ string.quoted.single.sql
 * The caret lines are taken out before the text is read, so they may stand inside a literal.
 */
export async function checkScopes(fixture: string, host: Host = 'source.sql'): Promise<void> {
  const { text, marks } = readMarks(fixture);
  assert.ok(marks.length > 0, 'the fixture marks nothing');
  const tokens = await tokenize(text, 'injected', host);
  const found = marks.map(({ line, start, end }) => {
    const token = tokens.find((one) => one.line === line && one.start <= start && start < one.end);
    assert.ok(token, `no token at ${String(line)}:${String(start)}`);
    const exact = token.start === start && token.end === end;
    return describe(exact ? token.text : `${token.text} (not as marked)`, token.scopes.slice(1));
  });
  const wanted = marks.map((mark) => describe(mark.text, mark.scopes));
  assert.deepEqual(found, wanted);
}

/** Checks that the injection changes no scope of a text at all. */
export async function checkUntouched(text: string, host: Host = 'source.sql'): Promise<void> {
  assert.deepEqual(await tokenize(text, 'injected', host), await tokenize(text, 'plain', host));
}

interface Mark {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly scopes: readonly string[];
}

function readMarks(fixture: string): { text: string; marks: Mark[] } {
  const lines: string[] = [];
  const marks: Mark[] = [];
  for (const line of fixture.split('\n')) {
    const [, indent, carets, label = ''] = /^(\s*--\s*)(\^+)(.*)$/.exec(line) ?? [];
    if (indent === undefined || carets === undefined) {
      lines.push(line);
      continue;
    }
    const [start, end] = [indent.length, indent.length + carets.length];
    const text = lines.at(-1)?.slice(start, end) ?? '';
    marks.push({ line: lines.length - 1, start, end, text, scopes: label.split(' ').filter(Boolean) });
  }
  return { text: lines.join('\n'), marks };
}

function describe(text: string, scopes: readonly string[]): string {
  return `${text} ⇒ ${scopes.join(' ')}`;
}

function tokenizeLines(grammar: IGrammar, lines: readonly string[]): ScopedToken[] {
  let state = INITIAL;
  return lines.flatMap((text, line) => {
    const result = grammar.tokenizeLine(text, state);
    assert.ok(!result.stoppedEarly, `gave up on line ${String(line)}`);
    state = result.ruleStack;
    return result.tokens.map(({ startIndex, endIndex, scopes }) => {
      const end = Math.min(endIndex, text.length);
      return { line, start: startIndex, end, text: text.slice(startIndex, end), scopes };
    });
  });
}

function createRegistry(injected: boolean): Registry {
  return new Registry({
    onigLib,
    loadGrammar: async (scopeName) => {
      const own = manifest.contributes.grammars.find((grammar) => grammar.scopeName === scopeName);
      const host = HOST_FILES[scopeName];
      const path = own?.path ?? (host && resolve(`tm-grammars/grammars/${host}.json`));
      return path === undefined ? null : parseRawGrammar(await readFile(path, 'utf8'), path);
    },
    getInjections: (scopeName) =>
      manifest.contributes.grammars
        .filter((grammar) => injected && grammar.injectTo.includes(scopeName))
        .map((grammar) => grammar.scopeName),
  });
}

async function loadOniguruma() {
  await loadWASM(await readFile(resolve('vscode-oniguruma/release/onig.wasm')));
  return {
    createOnigScanner: (sources: string[]) => new OnigScanner(sources),
    createOnigString: (text: string) => new OnigString(text),
  };
}
