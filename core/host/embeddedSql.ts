/** The SQL in a file of another language, as far as it names one of our schemas. */
import { createDocument } from '../analysis';
import { SCHEMAS } from '../catalog/functions';
import type { Span } from '../span';
import type { SqlDocument, TextEdit } from '../sql/document';
import { hasHole } from '../sql/holes';
import { countUpTo } from '../sql/lines';
import { blankOut, findBlockScalars, findFences } from './blocks';
import { DecodedText } from './decodedText';
import { escapeFor } from './escapeFor';
import { scanHost, type HostScan } from './hostScan';
import { HostScanner, readBack, type HostString } from './hostScanner';
import { decodeRun, findRuns, type StringRun } from './joinedStrings';
import { KnownSql, type Placing } from './knownSql';
import type { HostLanguage } from './language';
import { findHostLanguage } from './languages';
import { findMentions } from './mentions';
import { findDriverHoles, findEllipses, findTemplateHoles } from './placeholders';
import { readsLikeSql } from './readsLikeSql';

/** SQL that stands in a host file. What the host, a template or a driver puts in is a hole of it. */
export interface EmbeddedSql {
  /** The SQL with its holes: what PostgreSQL's rules are asked about. */
  readonly document: SqlDocument;
  /** A script for psql, as in Markdown, not a statement that a program sends. */
  readonly isScript: boolean;
  /** From its first character in the host's text to behind its last. */
  readonly span: Span;
  /** A span of the SQL, in the host's text. */
  readonly outer: (span: Span) => Span;
  /** The place in the SQL of an offset in the host's text; undefined outside of it. */
  readonly inner: (offset: number) => number | undefined;
  /** A change of the SQL as one of the host's text, escaped as the string there wants it; undefined where none can be. */
  readonly toHostEdit: (edit: TextEdit) => TextEdit | undefined;
}

const NAMES = new RegExp(SCHEMAS.map((schema) => schema.name).join('|'), 'i');
const QUALIFIED = new RegExp(
  `(?<![\\w$])(?:${SCHEMAS.map((schema) => schema.name).join('|')})"?\\s*\\.`,
  'i',
);
/** Fences of these hold SQL; those of a host language hold strings that may. */
const SQL_FENCES = new Set(['sql', 'pgsql', 'postgres', 'postgresql', 'plpgsql', 'psql']);

/**
 * All SQL of the file that names a function of ours, in the order of the text. `languageId` is an editor's; there
 * is none in a language that isn't known. A file that names neither schema costs one search.
 */
export function findEmbeddedSql(text: string, languageId: string): readonly EmbeddedSql[] {
  const language = findHostLanguage(languageId);
  if (!language || !NAMES.test(text)) return [];
  return readEmbeddedSql(text, language, new KnownSql<EmbeddedSql>(), { mentions: findMentions(text) });
}

/** What is known of a host text beforehand. */
export interface HostFacts {
  /** Ascending offsets of the names of our schemas. */
  readonly mentions: readonly number[];
  /** Of a language without blocks. */
  readonly scan?: HostScan;
}

/** The same of a text that was read before: `known` has its pieces then. */
export function readEmbeddedSql(
  text: string,
  language: HostLanguage,
  known: KnownSql<EmbeddedSql>,
  facts: HostFacts,
): readonly EmbeddedSql[] {
  if (language.blocks === 'fences') return findInFences(text, known);
  if (language.blocks === 'scalars') return findInScalars(text, language, known);
  return findInStrings(text, language, 0, known, facts);
}

/** `base`: where the text begins in the file. */
function findInStrings(
  text: string,
  language: HostLanguage,
  base: number,
  known: KnownSql<EmbeddedSql>,
  { mentions, scan }: HostFacts = { mentions: findMentions(text) },
): readonly EmbeddedSql[] {
  const { joins } = language;
  const namesUs = ({ contentStart, contentEnd }: HostString): boolean =>
    countUpTo(mentions, contentStart - 1) < countUpTo(mentions, contentEnd - 1);
  const scanner = new HostScanner(text, language);
  const { strings } = scan ?? scanHost(text, language);
  return findRuns(text, strings, joins, namesUs).flatMap((run) => {
    const { start } = run[0];
    const forms = run.map(({ form }) => `${form.open} ${form.escapes}`).join();
    const key = `${language.ids[0]} ${forms}\n${text.slice(start, run.at(-1)?.end)}`;
    return known.place(key, base + start, () =>
      placeFrom(start, createProgramSql(decodeRun(text, scanner, run, joins), language, run)),
    );
  });
}

/** `start`: where the stretch begins in the text that it was decoded from. */
function placeFrom(start: number, create: ((base: number) => EmbeddedSql) | undefined): Placing<EmbeddedSql> {
  return (placed) => (create ? [create(placed - start)] : []);
}

/** For the place in the file of the text that it was decoded from; undefined where it isn't SQL. */
function createProgramSql(
  decoded: DecodedText,
  language: HostLanguage,
  run: StringRun,
): ((base: number) => EmbeddedSql) | undefined {
  const braces = language.fillsBraces === true && !run.some(({ form }) => form.doubles);
  const templates = findTemplateHoles(decoded.value, braces);
  decoded.digHoles(templates);
  decoded.digHoles(findDriverHoles(decoded.value));
  if (!QUALIFIED.test(decoded.value) || !readsLikeSql(decoded.value)) return undefined;
  const write = (edit: TextEdit): string | undefined => {
    if (braces && templates.length > 0 && /[{}]/.test(edit.newText)) return undefined;
    const string = run.find(
      ({ contentStart, contentEnd }) => contentStart <= edit.start && edit.end <= contentEnd,
    );
    if (!string) return undefined;
    const { form, close } = string;
    const written = escapeFor(form, close, edit.newText);
    return readBack(language, form, close, written) === edit.newText ? written : undefined;
  };
  return createEmbedded(decoded, false, write);
}

type Write = (edit: TextEdit) => string | undefined;

/** `write`: the new text of an edit that is the host's already, as it must stand there. */
function createEmbedded(
  decoded: DecodedText,
  isScript: boolean,
  write: Write,
): (base: number) => EmbeddedSql {
  const document = createDocument(decoded.value);
  return (base) => placeEmbedded(document, decoded, isScript, write, base);
}

function placeEmbedded(
  document: SqlDocument,
  decoded: DecodedText,
  isScript: boolean,
  write: Write,
  base: number,
): EmbeddedSql {
  const move = ({ start, end }: Span): Span => ({ start: start + base, end: end + base });
  return {
    document,
    isScript,
    span: move(decoded.outer({ start: 0, end: decoded.value.length })),
    outer: (span) => move(decoded.outer(span)),
    inner: (offset) => decoded.inner(offset - base),
    toHostEdit: (edit) => {
      const span = decoded.outer(edit);
      const newText = hasHole(edit.newText) ? undefined : write({ ...span, newText: edit.newText });
      return newText === undefined ? undefined : { ...move(span), newText };
    },
  };
}

function findInFences(text: string, known: KnownSql<EmbeddedSql>): readonly EmbeddedSql[] {
  return findFences(text).flatMap(({ start, end, info }) => {
    const content = text.slice(start, end);
    if (!NAMES.test(content)) return [];
    if (SQL_FENCES.has(info)) return createBlockSql(content, start, true, known);
    const language = findHostLanguage(ALIASES.get(info) ?? info);
    return language && language.blocks === undefined ? findInStrings(content, language, start, known) : [];
  });
}

/** What people write behind a fence where editors say something else. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    js: 'javascript',
    jsx: 'javascript',
    ts: 'typescript',
    tsx: 'typescript',
    py: 'python',
    python3: 'python',
    kt: 'kotlin',
    golang: 'go',
    cs: 'csharp',
    'c#': 'csharp',
    rs: 'rust',
    rb: 'ruby',
    tf: 'terraform',
  }),
);

function findInScalars(
  text: string,
  language: HostLanguage,
  known: KnownSql<EmbeddedSql>,
): readonly EmbeddedSql[] {
  const scalars = findBlockScalars(text);
  const inScalars = scalars.flatMap(({ start, end }) => {
    const content = text.slice(start, end);
    return QUALIFIED.test(content) && readsLikeSql(content)
      ? createBlockSql(content, start, false, known)
      : [];
  });
  const inStrings = findInStrings(blankOut(text, scalars), language, 0, known);
  return [...inScalars, ...inStrings].sort((a, b) => a.span.start - b.span.start);
}

/** SQL that stands as it is. */
function createBlockSql(
  content: string,
  start: number,
  isScript: boolean,
  known: KnownSql<EmbeddedSql>,
): readonly EmbeddedSql[] {
  return known.place(`${isScript ? 'script' : 'block'}\n${content}`, start, () => {
    const decoded = new DecodedText(0);
    decoded.add(content, 0, content.length);
    decoded.digHoles(findTemplateHoles(content, false));
    if (isScript) decoded.digHoles(findEllipses(content));
    else decoded.digHoles(findDriverHoles(decoded.value));
    return placeFrom(
      0,
      createEmbedded(decoded, isScript, ({ newText }) => newText),
    );
  });
}
