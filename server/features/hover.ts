import type { Range } from 'vscode-languageserver-types';
import { assertNever } from '../../core/assertNever';
import type { CallSite, Verdict } from '../../core/calls/model';
import { FUNCTIONS } from '../../core/catalog/functions';
import { findRegion } from '../../core/catalog/regions';
import type { FunctionEntry, Parameter } from '../../core/catalog/schema';
import type { SqlDocument } from '../../core/sql/document';
import { likelyOverloads } from '../../core/calls/likelyOverloads';
import { findPlace, rangeOf, type Place } from '../spot/place';
import { findSpot, type Spot } from '../spot/spot';
import {
  describeArnPart,
  describeDifference,
  describeEntry,
  describeEnumValue,
  describeOutColumn,
  describeOverload,
  describeParameter,
  describePartition,
  describeRegion,
  describeType,
  describeVariable,
} from './describe';
import { codeSpan, paragraphs } from './markdown';

export interface HoverText {
  readonly markdown: string;
  readonly range: Range;
}

/** Explains what is ours under the mouse: a function, an argument, a value, an OUT column, a psql variable. */
export function hover(document: SqlDocument, offset: number): HoverText | undefined {
  const place = findPlace(document, offset);
  const spot = place && findSpot(place);
  if (!place || !spot) return undefined;
  return { markdown: describe(place, spot), range: rangeOf(place, spot.span) };
}

function describe(place: Place, spot: Spot): string {
  switch (spot.kind) {
    case 'function':
      return describeFunction(spot.entry, spot.call);
    case 'schema':
      return describeSchema(spot.schema.name, spot.schema.doc);
    case 'type':
      return describeType();
    case 'parameter':
      return describeSeats(spot.seats);
    case 'enumValue':
      return paragraphs(describeEnumValue(spot.value), `A value of \`${spot.parameter.name}\`.`);
    case 'region':
      return describeRegion(spot.region);
    case 'arnPart':
      return describeArnPart(spot.part, describeKnown(spot));
    case 'outColumn':
      return describeOutColumn(spot.column);
    case 'psqlVariable':
      return describeVariable(spot.definition, place.document.positionAt(spot.definition.offset).line);
    default:
      return assertNever(spot);
  }
}

function describeFunction(entry: FunctionEntry, call: CallSite | undefined): string {
  const overload = (call ? likelyOverloads(call)[0] : undefined) ?? entry.overloads[0];
  return paragraphs(
    overload && describeOverload(entry, overload),
    call && describeVerdict(entry, call.verdict),
    describeEntry(entry),
  );
}

function describeVerdict(entry: FunctionEntry, verdict: Verdict): string | undefined {
  const count = entry.overloads.length;
  switch (verdict.kind) {
    case 'ok': {
      if (count === 1) return undefined;
      const number = entry.overloads.indexOf(verdict.overload) + 1;
      return `PostgreSQL picks overload ${number} of ${count}: ${describeDifference(verdict.overload)}.`;
    }
    case 'undecided':
      return count === 1
        ? undefined
        : `Which of the ${count} overloads PostgreSQL picks depends on a type that the text does not tell.`;
    case 'ambiguous':
    case 'no-match':
    case 'syntax':
      return paragraphs(
        `**PostgreSQL refuses this call** (${verdict.sqlstate}): ${codeSpan(verdict.message)}.`,
        verdict.hint,
      );
    default:
      return assertNever(verdict);
  }
}

function describeSchema(name: string, doc: string): string {
  const functions = FUNCTIONS.filter((entry) => entry.schema === name);
  const lines = functions.map((entry) => `- \`${entry.schema}.${entry.name}\`: ${entry.doc}`);
  return paragraphs(`**${codeSpan(name)}**`, doc, lines.join('\n'));
}

/** The likeliest parameter in full; where the overloads differ, the others by name. */
function describeSeats([first, ...others]: readonly Parameter[]): string {
  const alternatives = others.map((seat) => `\`${seat.name} ${seat.type}\``);
  return paragraphs(
    first && describeParameter(first),
    alternatives.length > 0 ? `In another overload: ${alternatives.join(', ')}.` : undefined,
  );
}

function describeKnown({ part }: Extract<Spot, { kind: 'arnPart' }>): string | undefined {
  if (part.name === 'partition') return describePartition(part.text);
  const region = part.name === 'region' ? findRegion(part.text) : undefined;
  return region && describeRegion(region);
}
