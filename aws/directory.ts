/** The functions of one account and Region: what is known, and the fewest questions for what is not. */
import { accountOf } from '../core/arn/accountOf';
import type {
  Answer,
  DirectoryPlace,
  FunctionDirectory,
  FunctionFacts,
  FunctionQuery,
  QualifierFacts,
} from '../core/liveNames/model';
import type { Failure } from './failure';
import { Gate, type Outcome } from './gate';
import type { LambdaApi, Page } from './lambdaApi';
import { Listing } from './listing';
import { SharedAnswers } from './sharedAnswers';

const MINUTE = 60_000;
const FOUND_MS = 5 * MINUTE;
const REFUSED_MS = 5 * MINUTE;
/** Who is told that a function is missing goes and makes it. */
const MISSING_MS = MINUTE;
const MOST_FUNCTIONS = 5_000;
const MOST_QUALIFIERS = 500;
/** 1,000 aliases and as many versions. */
const MOST_PAGES = 20;
const LATEST = '$LATEST';

export interface DirectoryOptions {
  /** Milliseconds since some beginning. */
  readonly now: () => number;
  readonly tell: (sentence: string) => void;
  /** A question that has no answer by then has none. */
  readonly deadlineMs: number;
}

/** An answer that was got, or one that AWS would not give; `passed`: it was not asked. */
type Got<T> = Answer<T> & { readonly passed?: true };
type Qualifiers = readonly QualifierFacts[];

export function createDirectory(
  api: LambdaApi,
  place: DirectoryPlace,
  { now, tell, deadlineMs }: DirectoryOptions,
): FunctionDirectory {
  const { region } = place;
  const gate = new Gate({ now, tell: (failure) => tell(describeFailure(failure, place)), deadlineMs });
  const listing = new Listing(api, gate, now);
  const inspected = new SharedAnswers<Got<FunctionFacts>>(now, MOST_FUNCTIONS, keepMs);
  const qualified = new SharedAnswers<Got<Qualifiers>>(now, MOST_QUALIFIERS, keepMs);

  const findListed = ({ name, account, qualifier = LATEST }: FunctionQuery) => {
    const listed = qualifier === LATEST ? listing.find(name) : undefined;
    const isOwn = account === undefined || (listed && accountOf(listed.facts.arn) === account);
    return isOwn ? listed : undefined;
  };
  const peek: FunctionDirectory['peek'] = (query) => {
    const kept = inspected.peek(keyOf(query));
    const listed = findListed(query);
    if (listed && !kept?.fresh)
      return { answer: { kind: 'found', value: listed.facts }, fresh: listed.fresh };
    return kept && { answer: kept.value, fresh: kept.fresh };
  };
  const inspect: FunctionDirectory['inspect'] = async (query, signal) =>
    (await inspected.get(keyOf(query), signal, (stop) => askFunction(api, gate, query, stop))) ?? UNKNOWN;
  return {
    region,
    peek,
    async find(query, signal) {
      const known = peek(query);
      return known?.fresh ? known.answer : inspect(query, signal);
    },
    inspect,
    peekList: () => listing.list,
    list: (signal) => listing.load(signal),
    qualifiers: async (name, kind, signal) => {
      const ask = (stop: AbortSignal) => askQualifiers(api, gate, name, kind, stop);
      return (await qualified.get(`${kind}:${name}`, signal, ask)) ?? UNKNOWN;
    },
    peekQualifiers(name, kind) {
      const kept = qualified.peek(`${kind}:${name}`)?.value;
      return kept?.kind === 'found' ? kept.value : [];
    },
    pausedMs: () => gate.pausedMs(),
    close: () => gate.close(),
  };
}

/** Credentials are the same in every Region. */
function describeFailure({ kind, advice }: Failure, { profile, region }: DirectoryPlace): string {
  const place = kind === 'credentials' ? [profile] : [profile, region];
  const named = place.filter((part) => part !== undefined).join(', ');
  return named === '' ? advice : `${named}: ${advice}`;
}

const UNKNOWN = { kind: 'unknown' } as const;
const PASSED = { kind: 'unknown', passed: true } as const;

/** The same function, however it was asked for: names have no colon. */
function keyOf({ account = '', name, qualifier = LATEST }: FunctionQuery): string {
  return `${account}:${name}:${qualifier}`;
}

function keepMs(answer: Got<unknown>): number {
  if (answer.kind === 'found') return FOUND_MS;
  if (answer.kind === 'missing') return MISSING_MS;
  return answer.passed ? 0 : REFUSED_MS;
}

async function askFunction(
  api: LambdaApi,
  gate: Gate,
  query: FunctionQuery,
  signal: AbortSignal,
): Promise<Got<FunctionFacts>> {
  const outcome = await gate.ask(signal, (stop) => api.getConfiguration(query, stop));
  if (outcome.kind !== 'ok') return toAnswer(outcome);
  return outcome.value ? { kind: 'found', value: outcome.value } : UNKNOWN;
}

async function askQualifiers(
  api: LambdaApi,
  gate: Gate,
  name: string,
  kind: QualifierFacts['kind'],
  signal: AbortSignal,
): Promise<Got<Qualifiers>> {
  const ask = kind === 'alias' ? api.listAliases : api.listVersions;
  const outcome = await readAll(gate, signal, (marker, stop) => ask(name, marker, stop));
  if (outcome.kind !== 'ok') return toAnswer(outcome);
  return { kind: 'found', value: kind === 'alias' ? outcome.value : outcome.value.toReversed() };
}

/** All pages, in their order. */
async function readAll<T>(
  gate: Gate,
  signal: AbortSignal,
  read: (marker: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
): Promise<Outcome<readonly T[]>> {
  const items: T[] = [];
  let marker: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const outcome = await gate.ask(signal, (stop) => read(marker, stop));
    if (outcome.kind !== 'ok') return outcome;
    items.push(...outcome.value.items);
    marker = outcome.value.next;
    if (marker === undefined) break;
  }
  return { kind: 'ok', value: items };
}

/** Only a refusal that was about this very question is worth keeping. */
function toAnswer(outcome: Exclude<Outcome<unknown>, { kind: 'ok' }>): Got<never> {
  if (outcome.kind === 'passed') return PASSED;
  if (outcome.failure === 'missing') return { kind: 'missing' };
  return outcome.failure === 'denied' || outcome.failure === 'other' ? UNKNOWN : PASSED;
}
