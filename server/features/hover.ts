import type { Range } from 'vscode-languageserver-types';
import { assertNever } from '../../core/assertNever';
import type { CallSite } from '../../core/calls/model';
import { FUNCTIONS } from '../../core/catalog/functions';
import { findRegion } from '../../core/catalog/regions';
import type { FunctionEntry, Overload, Parameter } from '../../core/catalog/schema';
import type { SqlDocument } from '../../core/sql/document';
import { likelyOverloads } from '../../core/calls/likelyOverloads';
import { findPlace, rangeOf, type Place } from '../spot/place';
import { mayBeLog } from '../spot/logLiteral';
import { findSpot, type Spot } from '../spot/spot';
import { findPlaceAnywhere } from '../spot/typingPlace';
import {
  describeArnPart,
  describeContextMember,
  describeDifference,
  describeEntry,
  describeEnumValue,
  describeLog,
  describeOutColumn,
  describeOverload,
  describeParameter,
  describePartition,
  describeQualifier,
  describeRegion,
  describeSetting,
  describeType,
  describeVariable,
} from './describe';
import { explainOverload } from './explainOverload';
import { codeSpan, paragraphs } from './markdown';

export interface HoverText {
  readonly markdown: string;
  readonly range: Range;
}

/** Explains what is ours under the mouse: a function, an argument, a value, an OUT column, a psql variable. */
export function hover(document: SqlDocument, offset: number): HoverText | undefined {
  const place =
    findPlace(document, offset) ??
    (mayBeLog(document, offset) ? findPlaceAnywhere(document, offset) : undefined);
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
    case 'setting':
      return describeSetting(spot.setting);
    case 'contextMember':
      return describeContextMember(spot.member);
    case 'log':
      return describeLog(spot.text);
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
    call && describeVerdict(entry, call),
    describeEntry(entry),
  );
}

function describeVerdict(entry: FunctionEntry, call: CallSite): string | undefined {
  const { verdict } = call;
  const count = entry.overloads.length;
  switch (verdict.kind) {
    case 'ok': {
      if (count === 1) return undefined;
      const number = entry.overloads.indexOf(verdict.overload) + 1;
      return paragraphs(
        `PostgreSQL picks overload ${number} of ${count}: ${describeDifference(verdict.overload)}.`,
        describeOthers(entry, call, verdict.overload),
      );
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
        verdict.kind === 'syntax' ? undefined : describeOthers(entry, call, undefined),
      );
    default:
      return assertNever(verdict);
  }
}

/** Every overload that is not picked, with the reason. */
function describeOthers(entry: FunctionEntry, call: CallSite, picked: Overload | undefined): string {
  const lines = entry.overloads.map((overload, index) => {
    const name = `${index + 1} (${describeDifference(overload)})`;
    const reason = explainOverload(call, overload, picked);
    return overload === picked ? '' : `- ${reason === undefined ? `${name} fits` : `not ${name}: ${reason}`}`;
  });
  return lines.filter((line) => line !== '').join('\n');
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
  if (part.name === 'qualifier') return describeQualifier(part.text);
  if (part.name === 'partition') return describePartition(part.text);
  const region = part.name === 'region' ? findRegion(part.text) : undefined;
  return region && describeRegion(region);
}
