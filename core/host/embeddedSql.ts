/** The SQL in a file of another language, as far as it names one of our schemas. */
import { createDocument } from '../analysis';
import { SCHEMAS } from '../catalog/functions';
import type { Span } from '../span';
import type { SqlDocument, TextEdit } from '../sql/document';
import { hasHole } from '../sql/holes';
import { blankOut, findBlockScalars, findFences } from './blocks';
import { DecodedText } from './decodedText';
import { escapeFor } from './escapeFor';
import { HostScanner, readBack } from './hostScanner';
import { decodeRun, joinStrings, type StringRun } from './joinedStrings';
import type { HostLanguage } from './language';
import { findHostLanguage } from './languages';
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
  if (language.blocks === 'fences') return findInFences(text);
  return language.blocks === 'scalars' ? findInScalars(text, language) : findInStrings(text, language, 0);
}

/** `base`: where the text begins in the file. */
function findInStrings(text: string, language: HostLanguage, base: number): readonly EmbeddedSql[] {
  const scanner = new HostScanner(text, language);
  const { joins } = language;
  return joinStrings(text, scanner.scan(), joins).flatMap((run) => {
    if (!run.some((string) => NAMES.test(text.slice(string.contentStart, string.contentEnd)))) return [];
    const decoded = decodeRun(text, scanner, run, joins);
    return createProgramSql(decoded, language, run, base);
  });
}

function createProgramSql(
  decoded: DecodedText,
  language: HostLanguage,
  run: StringRun,
  base: number,
): readonly EmbeddedSql[] {
  const braces = language.fillsBraces === true && !run.some(({ form }) => form.doubles);
  const templates = findTemplateHoles(decoded.value, braces);
  decoded.digHoles(templates);
  decoded.digHoles(findDriverHoles(decoded.value));
  if (!QUALIFIED.test(decoded.value) || !readsLikeSql(decoded.value)) return [];
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
  return [createEmbedded(decoded, base, false, write)];
}

type Write = (edit: TextEdit) => string | undefined;

/** `write`: the new text of an edit that is the host's already, as it must stand there. */
function createEmbedded(decoded: DecodedText, base: number, isScript: boolean, write: Write): EmbeddedSql {
  const move = ({ start, end }: Span): Span => ({ start: start + base, end: end + base });
  return {
    document: createDocument(decoded.value),
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

function findInFences(text: string): readonly EmbeddedSql[] {
  return findFences(text).flatMap(({ start, end, info }) => {
    const content = text.slice(start, end);
    if (!NAMES.test(content)) return [];
    if (SQL_FENCES.has(info)) return [createBlockSql(content, start, true)];
    const language = findHostLanguage(ALIASES[info] ?? info);
    return language && language.blocks === undefined ? findInStrings(content, language, start) : [];
  });
}

/** What people write behind a fence where editors say something else. */
const ALIASES: Readonly<Record<string, string>> = {
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
};

function findInScalars(text: string, language: HostLanguage): readonly EmbeddedSql[] {
  const scalars = findBlockScalars(text);
  const inScalars = scalars.flatMap(({ start, end }) => {
    const content = text.slice(start, end);
    return QUALIFIED.test(content) && readsLikeSql(content) ? [createBlockSql(content, start, false)] : [];
  });
  const inStrings = findInStrings(blankOut(text, scalars), language, 0);
  return [...inScalars, ...inStrings].sort((a, b) => a.span.start - b.span.start);
}

/** SQL that stands as it is. */
function createBlockSql(content: string, base: number, isScript: boolean): EmbeddedSql {
  const decoded = new DecodedText(0);
  decoded.add(content, 0, content.length);
  decoded.digHoles(findTemplateHoles(content, false));
  if (isScript) decoded.digHoles(findEllipses(content));
  else decoded.digHoles(findDriverHoles(decoded.value));
  return createEmbedded(decoded, base, isScript, ({ newText }) => newText);
}
