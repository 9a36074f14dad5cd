/** What kind of thing can stand behind a token, told by that token alone: the text behind it is still to be typed. */
import { isMark, wordOf } from '../../../core/sql/cursor';
import type { Token } from '../../../core/sql/tokens';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Words behind which a value stands. */
const BEFORE_VALUES = words(
  'select distinct all where and or not on having when then else case by limit offset return returning values using in like ilike between is if elsif while any some filter over',
);
/** Words behind which a function can be called, but no column named. */
const BEFORE_CALLS = words('from join lateral perform call next query execute');
/** Words behind which a function is named, without being called. */
const BEFORE_FUNCTIONS = words('function routine');
/** Words behind which a schema is named, or the extension that bears its name. */
const BEFORE_SCHEMAS = words('schema extension exists');
/** Words behind which a type is named. */
const BEFORE_TYPES = words('returns setof type');

export function expectsValue(token: Token | undefined): boolean {
  if (!token) return false;
  if (token.kind === 'operator') return token.text !== '::' && token.text !== '..';
  return (
    isMark(token, '(') || isMark(token, ',') || isMark(token, '[') || BEFORE_VALUES.has(wordOf(token) ?? '')
  );
}

export function expectsCall(token: Token | undefined): boolean {
  return expectsValue(token) || BEFORE_CALLS.has(wordOf(token) ?? '');
}

export function expectsFunctionName(token: Token | undefined): boolean {
  return BEFORE_FUNCTIONS.has(wordOf(token) ?? '');
}

export function expectsSchemaName(token: Token | undefined): boolean {
  return BEFORE_SCHEMAS.has(wordOf(token) ?? '');
}

/** A cast, a function's result, or what a name declares: `arn aws_commons.…`. */
export function expectsType(token: Token | undefined): boolean {
  if (isMark(token, '::') || BEFORE_TYPES.has(wordOf(token) ?? '')) return true;
  const isName = token?.kind === 'word' || token?.kind === 'quotedWord';
  return isName && !expectsCall(token) && !expectsFunctionName(token) && !expectsSchemaName(token);
}

/** Whether a value ends here, so that a cast or an operator may follow. */
export function endsValue(token: Token | undefined): boolean {
  if (!token) return false;
  if (token.kind === 'string') return token.closed;
  if (token.kind === 'psqlVariable' || token.kind === 'parameter' || token.kind === 'quotedWord') return true;
  if (token.kind === 'word') return !expectsCall(token);
  return isMark(token, ')') || isMark(token, ']');
}
