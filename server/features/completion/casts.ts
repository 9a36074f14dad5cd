/** Behind a value: the cast that its parameter needs, since PostgreSQL turns neither text nor a literal into json. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { LAMBDA_ARN_TYPE } from '../../../core/catalog/invoke';
import type { Parameter } from '../../../core/catalog/schema';
import { isMark } from '../../../core/sql/cursor';
import type { Token } from '../../../core/sql/tokens';
import { describeParameter } from '../describe';
import type { Proposal } from './proposal';
import { endsValue } from './surroundings';
import type { ArgumentPlace, Typing } from './typing';

/** Types behind `::`, or `::type` behind a value that does not have the parameter's type yet. */
export function proposeCasts(typing: Typing): readonly Proposal[] {
  const { argument, before, place, typed, word } = typing;
  const { tokens } = place.fragment;
  if (!argument || argument.atStart) return [];
  if (isMark(tokens[before], '::')) return argument.seats.flatMap((seat) => proposeType(seat, word, ''));
  // The first colon of the cast may have been typed.
  const isHalf = isMark(tokens[before], ':') && tokens[before]?.end === place.at;
  const value = isHalf ? before - 1 : before;
  if (typed !== '' || !endsValue(tokens[value]) || isMark(tokens[value - 1], '::')) return [];
  const span = { start: isHalf ? place.at - 1 : place.at, end: place.at };
  return argument.seats
    .filter((seat) => needsCast(argument, seat, tokens[value]))
    .flatMap((seat) => proposeType(seat, span, '::'));
}

function needsCast({ call, index, seats }: ArgumentPlace, seat: Parameter, last: Token | undefined): boolean {
  const type = call.arguments[index]?.value.type;
  if (type?.kind === 'known' && seats.some((candidate) => candidate.type === type.name)) return false;
  return seat.type !== LAMBDA_ARN_TYPE || last?.kind === 'psqlVariable';
}

function proposeType(seat: Parameter, span: Proposal['span'], prefix: string): readonly Proposal[] {
  const isWanted = seat.meaning === 'payload' || seat.meaning === 'context' || seat.type === LAMBDA_ARN_TYPE;
  if (!isWanted) return [];
  const text = prefix + seat.type;
  return [
    {
      label: text,
      kind: CompletionItemKind.Struct,
      detail: seat.name,
      markdown: describeParameter(seat),
      span,
      insert: [text],
    },
  ];
}
