/**
 * A stretch of SQL with its tokens: a statement of a script, or SQL that stands inside a string of it (a `$$`
 * body, the argument of EXECUTE). Offsets inside a fragment are its own; `outer` brings them back to the
 * statement, through as many quotes as stand between.
 */
import type { Span } from '../span';
import type { StringValue } from './strings';
import type { ScannerOptions } from './scanner';
import { tokenize, type Token } from './tokens';

/** `plpgsql`: the body of a PL/pgSQL routine; `sql`: everything else. */
export type FragmentLanguage = 'sql' | 'plpgsql';

export interface Fragment {
  readonly text: string;
  readonly language: FragmentLanguage;
  readonly tokens: readonly Token[];
  readonly comments: readonly Token[];
  /** psql replaces its variables here: true only outside of quotes. */
  readonly psql: boolean;
  /** Quotes that are not closed yet end where their author would end them. */
  readonly recovers: boolean;
  /** The fragment it stands in, if it stands in a string of one. */
  readonly parent?: Fragment;
  /** The string token of the parent that holds it. */
  readonly host?: Token;
  /** Types of the PL/pgSQL variables and parameters in scope; names as PostgreSQL folds them. */
  readonly variables: ReadonlyMap<string, string>;
  /** Offset in the outermost fragment, the statement. */
  readonly outer: (offset: number) => number;
  /** Offset in this fragment of an offset in the statement; undefined outside of it. */
  readonly inner: (offset: number) => number | undefined;
  /** New text, written so that it stands for itself inside the quotes round this fragment. */
  readonly escape: (text: string) => string;
}

const NO_VARIABLES: ReadonlyMap<string, string> = new Map();

export interface FragmentOptions {
  readonly language?: FragmentLanguage;
  readonly variables?: ReadonlyMap<string, string>;
}

/** The statement itself. */
export function createFragment(text: string, { psql, recover = false }: ScannerOptions): Fragment {
  const { significant, comments } = tokenize(text, { psql, recover });
  return {
    text,
    language: 'sql',
    tokens: significant,
    comments,
    psql,
    recovers: recover,
    variables: NO_VARIABLES,
    outer: (offset) => offset,
    inner: (offset) => (offset >= 0 && offset <= text.length ? offset : undefined),
    escape: (inserted) => inserted,
  };
}

/** The SQL that a string of `parent` holds. */
export function createInnerFragment(
  parent: Fragment,
  host: Token,
  content: StringValue,
  { language = 'sql', variables = NO_VARIABLES }: FragmentOptions,
): Fragment {
  const { significant, comments } = tokenize(content.value, {
    psql: false,
    recover: parent.recovers,
  });
  return {
    text: content.value,
    language,
    tokens: significant,
    comments,
    psql: false,
    recovers: parent.recovers,
    parent,
    host,
    variables,
    outer: (offset) => parent.outer(content.offsetAt(offset)),
    inner: (offset) => {
      const inParent = parent.inner(offset);
      return inParent === undefined ? undefined : content.indexAt(inParent);
    },
    escape: (inserted) => parent.escape(content.escape(inserted)),
  };
}

/** A span of the fragment as one of the statement. */
export function outerSpan(fragment: Fragment, span: Span): Span {
  return { start: fragment.outer(span.start), end: fragment.outer(span.end) };
}

/** The statement that a fragment stands in. */
export function outermost(fragment: Fragment): Fragment {
  return fragment.parent ? outermost(fragment.parent) : fragment;
}
