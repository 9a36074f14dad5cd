/** Inside the JSON of a client context: the members that Lambda's runtimes know. */
import { getLocation, parseTree, findNodeAtLocation, type Location } from 'jsonc-parser';
import { CompletionItemKind } from 'vscode-languageserver-types';
import { findContextMembers, type ContextMember } from '../../../core/catalog/clientContext';
import { spanInLiteral, type ArgumentLiteral } from '../../spot/argumentLiteral';
import type { InsertPart, Proposal } from './proposal';

/** Without those that the object has already. */
export function proposeContextMembers(literal: ArgumentLiteral): readonly Proposal[] {
  const { value, closed } = literal.string;
  // An unclosed quote somewhere above makes strings of what is none.
  if (!closed && /[\n\r]/.test(value.slice(0, literal.cursor))) return [];
  if (value.trim() === '') return [proposeObject(literal)];
  const location = getLocation(value, literal.cursor);
  if (!location.isAtPropertyKey) return [];
  const path = location.path.slice(0, -1);
  const place = readKey(literal);
  const given = namesIn(value, path, place.span.start);
  const members = findContextMembers(path) ?? [];
  return members.filter(({ name }) => !given.has(name)).map((member) => toProposal(literal, member, place));
}

/** The whole context in one go. */
function proposeObject(literal: ArgumentLiteral): Proposal {
  const span = spanInLiteral(literal, { start: 0, end: literal.string.value.length });
  const insert = ['{"custom": {', { placeholder: '' }, '}}'];
  return { label: '{"custom": {}}', kind: CompletionItemKind.Snippet, span, insert };
}

/** The name that is being typed, as a part of the value. */
interface Key {
  readonly span: { readonly start: number; readonly end: number };
  readonly isQuoted: boolean;
  /** A colon stands behind it. */
  readonly hasValue: boolean;
}

function readKey({ string: { value }, cursor }: ArgumentLiteral): Key {
  const before = /"?\w*$/.exec(value.slice(0, cursor))?.[0] ?? '';
  const behind = /^\w*"?/.exec(value.slice(cursor))?.[0] ?? '';
  const span = { start: cursor - before.length, end: cursor + behind.length };
  return { span, isQuoted: before.startsWith('"'), hasValue: /^\s*:/.test(value.slice(span.end)) };
}

/** Of the object at the path, apart from the one that begins at `except`. */
function namesIn(value: string, path: Location['path'], except: number): ReadonlySet<string> {
  const root = parseTree(value);
  const object = root && (path.length === 0 ? root : findNodeAtLocation(root, path));
  const names = (object?.children ?? []).flatMap(({ children: [name] = [] }) =>
    name && name.offset !== except ? [String(name.value)] : [],
  );
  return new Set(names);
}

function toProposal(literal: ArgumentLiteral, { name, doc, members }: ContextMember, key: Key): Proposal {
  const quoted = `"${name}"`;
  const value: readonly InsertPart[] = members
    ? [': {', { placeholder: '' }, '}']
    : [': "', { placeholder: '' }, '"'];
  return {
    label: quoted,
    kind: CompletionItemKind.Property,
    detail: 'Client context',
    markdown: doc,
    span: spanInLiteral(literal, key.span),
    insert: [quoted, ...(key.hasValue ? [] : value)],
    filterText: key.isQuoted ? quoted : name,
  };
}
