import { findCalls } from '../../core/calls/callSites';
import { declaredFor } from '../../core/schema/documentSchema';
import { readFragments } from '../../core/sql/bodies';
import type { SqlDocument } from '../../core/sql/document';
import { literalAt } from './argumentLiteral';
import { findInnermost, findPlace, tokenAround, type Place } from './place';

/**
 * The place of an offset in any statement: where something of ours may be about to be typed. Undefined inside of
 * an escape, where nothing can be typed without changing what it means.
 */
export function findTypingPlace(document: SqlDocument, offset: number): Place | undefined {
  const known = findPlace(document, offset);
  const place = known && !mayHoldCode(known) ? known : findPlaceAnywhere(document, offset);
  const chunkOffset = document.offsetOf(document.indexAt(offset));
  return place?.fragment.outer(place.at) === offset - chunkOffset ? place : undefined;
}

/** A string that does not name our schemas was not read as SQL: a name may be half typed in it. */
function mayHoldCode(place: Place): boolean {
  const { tokens } = place.fragment;
  const string = tokenAround(tokens, place.at, 'string');
  return string !== undefined && !literalAt(place, tokens.indexOf(string));
}

/** A longer statement that does not name our schemas is data, and not worth reading at every keystroke. */
const MAX_UNMARKED = 200_000;

/** The place of an offset in a statement, whatever it names. */
export function findPlaceAnywhere(document: SqlDocument, offset: number): Place | undefined {
  const chunkIndex = document.indexAt(offset);
  const chunk = document.chunks[chunkIndex];
  // An empty document has no chunk.
  const { kind, text, options } = chunk ?? { kind: 'blank', text: '', options: { psql: false } };
  const mayBeSql = kind === 'sql' || kind === 'blank';
  if (!mayBeSql || (!chunk?.marked && text.length > MAX_UNMARKED)) return undefined;
  const fragments = readFragments(text, options, ['']);
  const found = findInnermost(fragments, offset - document.offsetOf(chunkIndex));
  return found && { document, chunkIndex, calls: findCalls(found.fragment, declaredFor(document)), ...found };
}
