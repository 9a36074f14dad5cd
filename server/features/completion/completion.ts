import { InsertTextFormat, type Command, type CompletionItem } from 'vscode-languageserver-types';
import { isMark } from '../../../core/sql/cursor';
import type { SqlDocument } from '../../../core/sql/document';
import type { Token } from '../../../core/sql/tokens';
import { toMarkup, type ClientTraits } from '../../start/clientTraits';
import { literalAt } from '../../spot/argumentLiteral';
import { indexOfTokenAt, rangeOf, tokenAround, type Place } from '../../spot/place';
import { findTypingPlace } from '../../spot/typingPlace';
import { proposeArguments } from './arguments';
import { proposeCasts } from './casts';
import { NO_HANDLERS, type ListHandlers } from './handlers';
import { proposeInLiteral } from './literals';
import { proposeMembers, proposeNames } from './names';
import { proposeColumnAliases, proposeOutColumns } from './outColumns';
import type { Proposal } from './proposal';
import { proposePsqlVariables } from './psqlVariables';
import { proposeStatements } from './statements';
import { writePlain, writeSnippet } from './writeInsert';
import { readTyping, type Typing } from './typing';

/**
 * What of ours can be typed at the offset, the likeliest first; empty where nothing of ours is meant. `triggered`:
 * a character brought it up, not the user and no word, so that only what that character begins is wanted.
 */
export function completion(
  document: SqlDocument,
  offset: number,
  traits: ClientTraits,
  triggered = false,
  listHandlers = NO_HANDLERS,
): CompletionItem[] {
  const place = findTypingPlace(document, offset);
  if (!place || isInComment(place)) return [];
  const proposals = propose(place, triggered, listHandlers);
  return proposals.flatMap((proposal, index) => toItem(place, proposal, index, traits) ?? []);
}

function isInComment({ fragment, at }: Place): boolean {
  const comment = fragment.comments[indexOfTokenAt(fragment.comments, at - 1)];
  if (!comment || comment.start >= at) return false;
  return at < comment.end || !comment.closed || comment.text.startsWith('--');
}

function propose(place: Place, triggered: boolean, listHandlers: ListHandlers): readonly Proposal[] {
  const { tokens } = place.fragment;
  const quoted = tokenAround(tokens, place.at, 'quotedWord');
  if (quoted) return proposeInQuotes(place, quoted);
  const typing = readTyping(place);
  const variables = proposePsqlVariables(typing);
  if (variables.length > 0) return variables;
  const string = tokenAround(tokens, place.at, 'string');
  if (!string) return proposeInCode(typing, triggered);
  const literal = literalAt(place, tokens.indexOf(string));
  // Inside of an escape, or of the letters before the quote, there is no place to type at.
  return literal?.string.offsetAt(literal.cursor) === place.at ? proposeInLiteral(literal, listHandlers) : [];
}

/** Behind a dot, or where only such names can be meant. */
function proposeMeant(typing: Typing): readonly Proposal[] | undefined {
  const isBehindDot = isMark(typing.place.fragment.tokens[typing.before], '.');
  if (isBehindDot) return [...proposeMembers(typing), ...proposeOutColumns(typing)];
  return proposeColumnAliases(typing);
}

/** Names of ours in double quotes: all of them are lower case, so that they mean the same there. */
function proposeInQuotes(place: Place, quoted: Token): readonly Proposal[] {
  if (!quoted.text.startsWith('"')) return [];
  const word = { start: quoted.start + 1, end: quoted.closed ? quoted.end - 1 : place.at };
  // An editor replaces nothing that goes over several lines.
  if (/[\r\n]/.test(place.fragment.text.slice(word.start, word.end))) return [];
  const before = place.fragment.tokens.indexOf(quoted) - 1;
  const typing = { place, word, typed: '', before, argument: undefined };
  const found = proposeMeant(typing) ?? proposeOutColumns(typing);
  // Without the parentheses of a call and without several names at once.
  const names = found.filter(({ label }) => /^\w+$/.test(label));
  return names.map((name) => ({ ...name, insert: [name.label + (quoted.closed ? '' : '"')] }));
}

function proposeInCode(typing: Typing, triggered: boolean): readonly Proposal[] {
  const meant = proposeMeant(typing);
  if (meant) return meant;
  const casts = proposeCasts(typing);
  if (triggered) return casts;
  const all = [
    ...proposeStatements(typing),
    ...casts,
    ...proposeArguments(typing),
    ...proposeOutColumns(typing),
    ...proposeNames(typing),
  ];
  return all.filter(({ label }, index) => all.findIndex((other) => other.label === label) === index);
}

/** `index`: its place in the list. Undefined where the item can't be written in the quotes round the place. */
export function toItem(
  place: Place,
  proposal: Proposal,
  index: number,
  traits: ClientTraits,
): CompletionItem | undefined {
  const escape = place.fragment.escapeAt(proposal.span);
  if (!escape) return undefined;
  const { label, kind, detail, markdown, filterText, insert } = proposal;
  const isSnippet = traits.snippets && insert.some((part) => typeof part !== 'string');
  const write = isSnippet ? writeSnippet : writePlain;
  const command = commandFor(proposal, traits);
  return {
    label,
    kind,
    ...(detail !== undefined && { detail }),
    ...(markdown !== undefined && { documentation: toMarkup(markdown, traits.markdown.completion) }),
    ...(filterText !== undefined && { filterText }),
    // Editors sort by this text alone, so that our order is kept.
    sortText: String(index).padStart(4, '0'),
    textEdit: { range: rangeOf(place, proposal.span), newText: write(insert, escape) },
    ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
    ...(command && { command }),
  };
}

function commandFor({ next }: Proposal, { commands }: ClientTraits): Command | undefined {
  const command = next === 'suggestions' ? commands.triggerSuggest : commands.triggerParameterHints;
  return next === undefined || command === undefined ? undefined : { title: 'Go on', command };
}
