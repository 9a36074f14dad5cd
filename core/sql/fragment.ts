/**
 * A stretch of SQL with its tokens: a statement of a script, or SQL that stands inside a string of it (a `$$`
 * body, the argument of EXECUTE). Offsets inside a fragment are its own; `outer` brings them back to the
 * statement, through as many quotes as stand between.
 */
import type { Span } from '../span';
import type { HeldText } from './heldText';
import type { ScannerOptions } from './scanner';
import type { TextEdit } from './document';
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
  /** Types of the PL/pgSQL variables and parameters in scope; names as PostgreSQL folds them. */
  readonly variables: ReadonlyMap<string, string>;
  /** Offset in the outermost fragment, the statement. */
  readonly outer: (offset: number) => number;
  /** The same of a span, from its first character to behind its last. */
  readonly outerSpan: (span: Span) => Span;
  /** Offset in this fragment of an offset in the statement; undefined outside of it. */
  readonly inner: (offset: number) => number | undefined;
  /**
   * How new text in the place of a span is written so that it stands for itself inside the quotes round this
   * fragment; undefined where it can't be: the span is of several strings, or of what is put between them.
   */
  readonly escapeAt: (span: Span) => Escape | undefined;
}

export type Escape = (text: string) => string;

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
    outerSpan: ({ start, end }) => ({ start, end }),
    inner: (offset) => (offset >= 0 && offset <= text.length ? offset : undefined),
    escapeAt: () => asItIs,
  };
}

const asItIs: Escape = (text) => text;

/** The SQL that a string of `parent` holds, or several that are put together. */
export function createInnerFragment(
  parent: Fragment,
  content: HeldText,
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
    variables,
    outer: (offset) => parent.outer(content.outer(offset)),
    outerSpan: (span) => parent.outerSpan(content.outerSpan(span)),
    inner: (offset) => {
      const inParent = parent.inner(offset);
      return inParent === undefined ? undefined : content.inner(inParent);
    },
    escapeAt: (span) => {
      const own = content.escapeAt(span);
      const outside = parent.escapeAt(content.outerSpan(span));
      return own && outside && ((text) => outside(own(text)));
    },
  };
}

/** A span of the fragment as one of the statement. */
export function outerSpan(fragment: Fragment, span: Span): Span {
  return fragment.outerSpan(span);
}

/** Edits of the fragment as ones of the statement; undefined where one of them can't be written there. */
export function outerEdits(fragment: Fragment, edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const written = edits.flatMap((edit) => {
    const escape = fragment.escapeAt(edit);
    return escape ? [{ ...outerSpan(fragment, edit), newText: escape(edit.newText) }] : [];
  });
  return written.length === edits.length ? written : undefined;
}

/** The statement that a fragment stands in. */
export function outermost(fragment: Fragment): Fragment {
  return fragment.parent ? outermost(fragment.parent) : fragment;
}
