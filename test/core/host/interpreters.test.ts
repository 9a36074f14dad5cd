// Strings are decoded as the languages themselves decode them, and what is written into them is read there: by Node
// and Python, on generated strings. HOST_STRINGS: how many (400) · HOST_SEED: the seed of a run to be repeated.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { findEmbeddedSql } from '../../../core/host/embeddedSql';
import { HOLE } from '../../../core/sql/holes';
import { createRandom, type Random } from '../../support/random';

const STRINGS = Number(process.env['HOST_STRINGS'] ?? 400);
const SEED = Number(process.env['HOST_SEED'] ?? Date.now() % 1_000_000);

interface Form {
  readonly open: string;
  readonly close: string;
  /** Host code of which each puts in one character. */
  readonly holes: readonly string[];
}

const ESCAPED = [...'abefnrstvxuU0179/$#}%`"\'\\ z\n', 'x41', 'x4g', 'u0041', 'u{1F600}', 'U0001F600', '777'];
/** Nothing that opens a hole of its own: what that puts in need not be one character. */
const PLAIN = ['a ', 'é', '😀', '--', '}', '$ ', '# ', '"', "'", '`', "''", '""', '{{', '}}'];
const NEW_TEXTS = ["'Event'", '$LATEST', '{"a": 1}', '::json', '${x}', '#{x}', '$v ', '😀', '`', '"', "it's"];

const JAVASCRIPT: readonly Form[] = [
  { open: "'", close: "'", holes: [] },
  { open: '"', close: '"', holes: [] },
  { open: '`', close: '`', holes: ["${'V'}", '${`${"V"}`}', "${{a:'V'}['a']}", "${/[`}]/ && 'V'}"] },
];
const PYTHON: readonly Form[] = ['', 'f', 'r', 'Rf', 'u'].flatMap((prefix) =>
  ["'", '"', "'''", '"""'].map((quote) => {
    const value = quote.startsWith("'") ? '"V"' : "'V'";
    const holes = /f/.test(prefix) ? [`{${value}}`, `{(${value})!s:>1}`, `\\{${value}}`] : [];
    return { open: prefix + quote, close: quote, holes };
  }),
);

function createString(forms: readonly Form[], random: Random): string {
  const { open, close, holes } = random.pick(forms);
  const pieces = Array.from({ length: random.integer(8) }, () => {
    const kind = random.integer(3);
    if (kind === 0) return `\\${random.pick(ESCAPED)}`;
    return kind === 1 && holes.length > 0 ? random.pick(holes) : random.pick(PLAIN);
  });
  return `${open}SELECT aws_lambda.invoke(a, b) ${pieces.join('')}${close}`;
}

/** What each expression is, undefined where it isn't a string of the language. */
type Evaluate = (expressions: readonly string[]) => readonly (string | undefined)[];

const evaluateJavaScript: Evaluate = (expressions) =>
  expressions.map((expression) => {
    try {
      return runInNewContext(`(${expression})`) as string;
    } catch {
      return undefined;
    }
  });

const EVALUATE = `
import json, sys
def evaluate(text):
    try: return eval('(' + text + ')')
    except Exception: return None
print(json.dumps([evaluate(text) for text in json.load(sys.stdin)]))`;

const evaluatePython: Evaluate = (expressions) => {
  const { stdout, stderr } = spawnSync('python3', ['-W', 'ignore', '-c', EVALUATE], {
    input: JSON.stringify(expressions),
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  assert.equal(stderr, '');
  return (JSON.parse(stdout) as (string | null)[]).map((value) => value ?? undefined);
};

/** A hole is any text; in a list of units, as it stands for one each here. */
function isSame(ours: string, value: string): boolean {
  return (
    ours.length === value.length &&
    ours.split('').every((unit, index) => unit === HOLE || unit === value.charAt(index))
  );
}

function checkLanguage(languageId: string, forms: readonly Form[], evaluate: Evaluate): void {
  const random = createRandom(SEED);
  const expressions = Array.from({ length: STRINGS }, () => createString(forms, random));
  const edits: { readonly written: string; readonly wanted: string }[] = [];
  evaluate(expressions).forEach((value, index) => {
    const expression = expressions[index] ?? '';
    if (value === undefined) return;
    const [found] = findEmbeddedSql(`x = ${expression}\n`, languageId);
    assert.ok(
      found && isSame(found.document.text, value),
      `${expression}\n${found?.document.text}\n${value}`,
    );
    const newText = random.pick(NEW_TEXTS);
    const start = random.integer('SELECT aws_lambda.invoke(a, b)'.length);
    const edit = found.toHostEdit({ start, end: start + 1, newText });
    if (!edit) return;
    const [from, to] = [edit.start - 'x = '.length, edit.end - 'x = '.length];
    edits.push({
      written: expression.slice(0, from) + edit.newText + expression.slice(to),
      wanted: value.slice(0, start) + newText + value.slice(start + 1),
    });
  });
  assert.ok(edits.length > STRINGS / 4);
  const read = evaluate(edits.map(({ written }) => written));
  edits.forEach(({ written, wanted }, index) => assert.equal(read[index], wanted, written));
}

test(`JavaScript (seed ${SEED})`, () => checkLanguage('javascript', JAVASCRIPT, evaluateJavaScript));
test(`Python (seed ${SEED})`, () => checkLanguage('python', PYTHON, evaluatePython));
