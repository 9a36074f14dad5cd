/** Babelfish's TDS port has no json: T-SQL calls Lambda by way of a function that takes and returns text. */
import { analyzeChunk, createDocument } from '../../../core/analysis';
import type { Argument, CallSite } from '../../../core/calls/model';
import { seatOf } from '../../../core/calls/seat';
import { BABELFISH_SCHEMA } from '../../../core/catalog/babelfish';
import { INVOKE } from '../../../core/catalog/invoke';
import { isSynchronous } from '../../../core/rules/syncInTrigger';
import type { Span } from '../../../core/span';
import { isMark } from '../../../core/sql/cursor';
import { hasHole } from '../../../core/sql/holes';
import { findQueryAround, tokenAt } from '../../../core/sql/query';
import { findInvoked } from '../../spot/lambdaNames';
import { isAccepted, type Refactoring } from './refactoring';

/** `SELECT … FROM invoke('f', '{}'::json)` becomes a wrapper and a call of it, where that is the whole statement. */
export function wrapForBabelfish(call: CallSite): Refactoring | undefined {
  if (call.entry !== INVOKE || !isSynchronous(call) || !isConstant(call)) return undefined;
  const statement = findWholeStatement(call);
  const payload = call.arguments.find((_, index) => seatOf(call, index)?.meaning === 'payload');
  const type = payload && call.verdict.kind === 'ok' ? typeOf(call, payload) : undefined;
  if (!statement || !payload || type === undefined) return undefined;
  const name = `${BABELFISH_SCHEMA}.${nameWrapper(call)}`;
  const wrapper = writeWrapper(name, replace(call, payload.value.span, `${EVENT}::${type}`));
  if (wrapper === undefined || !isWrapperAccepted(wrapper)) return undefined;
  const newText = `${wrapper}\n\nSELECT ${name}(${writeEvent(call, payload)})`;
  return { title: 'Wrap for Babelfish', edits: [{ ...statement, newText }], extracts: true };
}

const EVENT = 'event';

/** Nothing in it depends on where it stands: psql and drivers put nothing into a routine's body. */
function isConstant({ fragment, span }: CallSite): boolean {
  const inside = fragment.tokens.filter(({ start, end }) => start >= span.start && end <= span.end);
  return inside.every(
    ({ kind, text }) => kind !== 'psqlVariable' && kind !== 'parameter' && kind !== 'junk' && !hasHole(text),
  );
}

/** From SELECT to the last token before the semicolon: `SELECT call`, `SELECT … FROM call [alias]`. */
function findWholeStatement(call: CallSite): Span | undefined {
  const { tokens, parent } = call.fragment;
  const at = tokenAt(tokens, call.span.start);
  const query = findQueryAround(tokens, at);
  const select = query?.clauses.get('select');
  const from = query?.clauses.get('from');
  if (parent || !query || !select || query.start !== 0) return undefined;
  const isWhole = query.clauses.size === (from ? 2 : 1) && tokens.slice(query.end).every(isEnd);
  const source = from ?? select;
  const behind = source.end - tokenAt(tokens, call.span.end);
  const isAlone = source.start === at && behind <= (from ? 2 : 0);
  const [first, last] = [tokens[0], tokens[query.end - 1]];
  return isWhole && isAlone && first && last ? { start: first.start, end: last.end } : undefined;
}

function isEnd(token: CallSite['fragment']['tokens'][number]): boolean {
  return isMark(token, ';');
}

function typeOf(call: CallSite, payload: Argument): string | undefined {
  const { verdict } = call;
  return verdict.kind === 'ok' ? verdict.parameters[call.arguments.indexOf(payload)]?.type : undefined;
}

/** PostgreSQL cuts longer names. */
const MAX_NAME = 63;

function nameWrapper(call: CallSite): string {
  const invoked = findInvoked({ call, chunkIndex: 0, toDocument: (span) => span });
  const words = (invoked?.name ?? 'wrapper').toLowerCase().replaceAll(/[^a-z0-9_]+/g, '_');
  return `lambda_${words}`.slice(0, MAX_NAME);
}

/** The call with another text in one place. */
function replace(
  { fragment: { text }, span: { start, end } }: CallSite,
  part: Span,
  newText: string,
): string {
  return text.slice(start, part.start) + newText + text.slice(part.end, end);
}

function writeWrapper(name: string, call: string): string | undefined {
  const quote = call.includes('$') ? '$wrapper$' : '$$';
  if (call.includes(quote)) return undefined;
  return `CREATE OR REPLACE FUNCTION ${name}(${EVENT} text)
RETURNS text
LANGUAGE plpgsql
AS ${quote}
BEGIN
  RETURN (SELECT invocation.payload::text FROM ${call} AS invocation);
END;
${quote};`;
}

function isWrapperAccepted(wrapper: string): boolean {
  const calls = createDocument(wrapper).chunks.flatMap((chunk) => analyzeChunk(chunk).calls);
  return calls.length > 0 && calls.every(isAccepted);
}

/** What the statement sent, as text. */
function writeEvent({ fragment: { text } }: CallSite, { value }: Argument): string {
  if (value.isNull) return 'NULL';
  const span = value.literal?.span ?? value.span;
  const source = text.slice(span.start, span.end);
  return value.literal ? source : `(${source})::text`;
}
