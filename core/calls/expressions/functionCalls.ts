/** Calls of functions inside of expressions: PostgreSQL's own, by its catalog, and ours. */
import { isMark, wordOf } from '../../sql/cursor';
import { readCallShape, type CallShape } from '../arguments';
import { readName } from '../names';
import { applyFunction, type Application, type GivenArgument } from '../types/builtins';
import { LAMBDA_ARN_TYPE } from '../../catalog/invoke';
import { isFunctionName } from '../words';
import { apply, refused, undecided, type Place } from './apply';
import type { ExpressionReader, ReadCall } from './reader';
import { readSpecialFunction } from './specialFunctions';
import type { Typed } from './typed';

/** The call that the name under the cursor begins; `none` where no parenthesis follows it. */
export function readFunctionCall(reader: ExpressionReader): Typed | 'none' | undefined {
  const { cursor } = reader;
  const from = cursor.index;
  const first = cursor.token;
  const parts = readQualifiedName(reader);
  const open = cursor.index;
  if (!first || parts.length === 0 || !isMark(cursor.token, '(')) {
    cursor.index = from;
    return 'none';
  }
  if (!isFunctionName(first)) return undefined;
  const place: Place = { from, to: open, location: first.start };
  const own = reader.callAt(open);
  if (own) return takeOwnCall(reader, own, place);
  const special = parts.length === 1 ? readSpecialFunction(reader, wordOf(first) ?? '', place) : 'none';
  return special === 'none' ? readPlainCall(reader, parts, place) : special;
}

function readQualifiedName({ cursor }: ExpressionReader): readonly string[] {
  const parts: string[] = [];
  do {
    const named = readName(cursor.tokens, cursor.index);
    if (!named) return [];
    parts.push(named.name);
    cursor.index = named.next;
  } while (cursor.takeMark('.'));
  return parts;
}

/** What a call gives is known even where it can't be told which overload is meant: they all give the same. */
function takeOwnCall(
  reader: ExpressionReader,
  { site, next, holds }: ReadCall,
  { from, location }: Place,
): Typed {
  reader.cursor.index = next;
  const place: Place = { from, to: next, location };
  const returns = new Set(site.entry?.overloads.map((overload) => overload.returns));
  const [type] = returns;
  const isTaken = site.verdict.kind === 'ok' || site.verdict.kind === 'undecided';
  if (!isTaken || holds.refusal !== undefined || returns.size !== 1 || !site.closed) {
    return { ...refused(place, 'unsure'), call: site };
  }
  return { ...undecided(place), ...holds, type: type === LAMBDA_ARN_TYPE ? type : 'record', call: site };
}

function readPlainCall(
  reader: ExpressionReader,
  parts: readonly string[],
  { from, to: open, location }: Place,
): Typed | undefined {
  const { cursor, brackets, fragment } = reader;
  const bracket = brackets.get(open);
  if (!bracket?.closed) return undefined;
  const shape = readCallShape(fragment.text, cursor.tokens, bracket, brackets);
  const read = shape.arguments.map((argument) => reader.range(argument.from, argument.to));
  const values = read.filter((value) => value !== undefined);
  if (values.length < read.length) return undefined;
  cursor.index = shape.next;
  const place: Place = { from, to: shape.next, location };
  const name = parts.length === 1 || parts[0] === 'pg_catalog' ? parts.at(-1) : undefined;
  if (name === undefined || shape.withinGroup !== undefined) return undecided(place, values);
  const isVariadic = shape.arguments.some(({ variadic }) => variadic);
  return apply(
    (types) => {
      const given = types.map((type, index): GivenArgument => {
        const named = shape.arguments[index]?.name;
        const isConstant = values[index]?.isParameter !== true;
        return {
          type: isVariadic ? undefined : type,
          isConstant,
          ...(named !== undefined && { name: named }),
        };
      });
      return checkKind(applyFunction(name, given), shape);
    },
    values,
    place,
  );
}

/** Whether what is said round the arguments goes with the kind of function. */
function checkKind(application: Application, shape: CallShape): Application {
  if (application.kind !== 'typed') return application;
  const { prokind } = application;
  // count() is an error, count(*) a call without arguments.
  if (prokind === 'a' && shape.arguments.length === 0 && !shape.star) return { kind: 'refused' };
  const asAggregate = shape.star || shape.distinct || shape.orderBy || shape.filter !== undefined;
  const fits = prokind === 'a' ? !shape.distinct : !asAggregate && shape.over === (prokind === 'w');
  return fits ? application : { kind: 'refused' };
}
