import type { CompletionItemKind } from 'vscode-languageserver-types';
import type { Span } from '../../../core/span';

/**
 * Text to insert. A placeholder is text that the user is likely to type over; with `choices`, one of these. The same
 * object in two places is one placeholder: what is typed in the one is typed in the other.
 */
export type InsertPart = string | Placeholder;

export interface Placeholder {
  readonly placeholder: string;
  /** The placeholder's own text first. */
  readonly choices?: readonly string[];
}

/** Something that may be typed at a place, in the terms of its fragment. */
export interface Proposal {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** A few words beside the label. */
  readonly detail?: string;
  readonly markdown?: string;
  /** What the text replaces: on one line, with the cursor in it or at its ends. */
  readonly span: Span;
  readonly insert: readonly InsertPart[];
  /** What typed letters are compared with; the label if absent. */
  readonly filterText?: string;
  /** What the editor should show next. */
  readonly next?: 'suggestions' | 'signature';
}
