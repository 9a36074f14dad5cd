/** Whether a host language's string that names one of our functions is SQL, or a sentence or a sample of code. */
import { findCallHeads } from '../calls/names';
import { isReserved } from '../calls/words';
import { findClosing, isMark, wordOf } from '../sql/cursor';
import { hasHole } from '../sql/holes';
import { tokenize, type Token } from '../sql/tokens';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** What statements begin with, and what a piece of one may begin with. */
const BEGINNINGS = words(
  'select with insert update delete merge call do create alter explain analyze begin start prepare execute declare values copy set table perform return raise if grant comment drop truncate savepoint from join cross left inner lateral where and or on having returning union when then as',
);
/** No SQL has them as names without quotes, every sentence has one. */
const PROSE = words(
  'the an this that these your our its it we you via please will would should must can cannot could was were be been has have had which whose uses used failed called calling because',
);
/** boto3's keyword arguments. */
const HOST_ARGUMENTS = words('functionname invocationtype logtype clientcontext payload qualifier');
/** A plain name behind a plain name is an alias, three of them are a sentence. */
const MAX_NAMES_IN_A_ROW = 2;

export function readsLikeSql(text: string): boolean {
  const { significant } = tokenize(text, { psql: true });
  if (significant.some((token) => hasEllipsis(token))) return false;
  const heads = findCallHeads(text, significant);
  const [head] = heads;
  if (heads.some(({ open }) => isHostCall(significant, open))) return false;
  if (head && isWhole(significant, head.start, head.open)) return true;
  const before = significant.slice(0, head?.start ?? significant.length);
  // CALL is for procedures: `Call aws_lambda.invoke(…) to …` is a sentence.
  if (before.length === 1 && wordOf(before[0]) === 'call') return false;
  return isBeginning(before) && !isProse(before);
}

function hasEllipsis({ kind, text }: Token): boolean {
  return text === '…' || (kind === 'operator' && text === '..');
}

/** `aws_lambda.invoke(FunctionName=…)`. */
function isHostCall(tokens: readonly Token[], open: number): boolean {
  return HOST_ARGUMENTS.has(tokens[open + 1]?.text.toLowerCase() ?? '') && isMark(tokens[open + 2], '=');
}

/** The call alone, possibly with a cast, a column or an alias behind it. */
function isWhole(tokens: readonly Token[], start: number, open: number): boolean {
  const isFirst = tokens.slice(0, start).every((token) => isMark(token, '('));
  const close = findClosing(tokens, open) ?? tokens.length;
  if (!isFirst || close === open + 1) return false;
  const behind = tokens.slice(close + 1);
  return !behind.some((token) => isMark(token, ',')) ? !isProse(behind) : true;
}

function isBeginning(tokens: readonly Token[]): boolean {
  const first = tokens.find((token) => !isMark(token, '(') && !isMark(token, ',') && !isHole(token));
  if (first?.kind === 'metaCommand') return true;
  const word = wordOf(first);
  return word !== undefined && BEGINNINGS.has(word);
}

function isHole(token: Token): boolean {
  return token.kind === 'word' && hasHole(token.text);
}

function isProse(tokens: readonly Token[]): boolean {
  let inARow = 0;
  for (const token of tokens) {
    const word = wordOf(token);
    if (word !== undefined && PROSE.has(word)) return true;
    inARow =
      word !== undefined && !isReserved(token) && !isHole(token) && !KEYWORDS.has(word) ? inARow + 1 : 0;
    if (inARow > MAX_NAMES_IN_A_ROW) return true;
  }
  return false;
}

/** Words of statements that are not reserved: they may stand in rows of any length. */
const KEYWORDS = words(
  'with insert update delete merge call do alter explain begin start prepare execute declare values copy set perform return returns raise if exists replace temp temporary unlogged function procedure trigger view materialized schema database role language plpgsql sql volatile stable immutable strict parallel safe security definer invoker before after instead each row statement or of instead event by partition over filter within rows range groups preceding following current next first last nulls only no key share skip locked nowait isolation level read write committed serializable repeatable transaction work record text json jsonb integer int bigint void boolean timestamp date cascade restrict index type domain extension owner enable disable rename add drop alter constraint data matched nothing conflict left right full inner outer join cross natural between like ilike is escape at time zone interval double precision varying character zone options external name called input leakproof cost atomic end loop while foreach slice exit continue raise notice warning exception info log debug get diagnostics stacked open close fetch move into strict using elsif else perform assert elseif declare constant alias for rowtype setof out inout variadic',
);
