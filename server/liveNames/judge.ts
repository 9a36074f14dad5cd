/** What is known of a named function without asking, and the fewest questions for what is not. */
import { accountOf } from '../../core/arn/accountOf';
import type { FunctionDirectory, FunctionList, QualifierFacts } from '../../core/liveNames/model';
import { toQuery, type NamedFunction } from '../../core/liveNames/namedFunctions';
import type { Judgement } from '../../core/liveNames/problems';
import { findNearest } from '../../core/text/nearest';

export interface Known {
  /** Undefined where AWS has not said. */
  readonly judgement: Judgement | undefined;
  /** Whether there is nothing to ask for now. */
  readonly settled: boolean;
}

export function judge(directory: FunctionDirectory, named: NamedFunction): Known {
  const query = toQuery(named);
  const found = directory.peek(query);
  if (!found) return { judgement: undefined, settled: false };
  const { answer, fresh } = found;
  if (answer.kind === 'unknown') return { judgement: undefined, settled: fresh };
  if (answer.kind === 'found') return { judgement: { kind: 'exists', facts: answer.value }, settled: fresh };
  const { qualifier, ...unqualified } = query;
  const whole = qualifier === undefined ? found : directory.peek(unqualified);
  if (!whole || whole.answer.kind === 'unknown')
    return { judgement: undefined, settled: whole?.fresh === true };
  const settled = fresh && whole.fresh;
  if (whole.answer.kind === 'found' && qualifier !== undefined) {
    const nearest = nearestQualifier(directory, query.name, qualifier);
    return { judgement: { kind: 'no-qualifier', ...(nearest !== undefined && { nearest }) }, settled };
  }
  const list = directory.peekList();
  const { account = ownAccount(list) } = query;
  const { region } = directory;
  const where = account === undefined ? region : `account ${account} in ${region}`;
  const isOwn = account === ownAccount(list);
  const nearest = isOwn ? nearestFunction(list, query.name) : undefined;
  return { judgement: { kind: 'no-function', where, ...(nearest !== undefined && { nearest }) }, settled };
}

/** Asks whether the functions exist; what is known already costs nothing. */
export async function askWhether(
  directory: FunctionDirectory,
  named: readonly NamedFunction[],
  signal: AbortSignal,
): Promise<void> {
  if (countUnlisted(directory, named) > LIST_FROM) await directory.list(signal);
  await Promise.all(
    named.map(async (one) => {
      const { qualifier, ...unqualified } = toQuery(one);
      const answer = await directory.find(toQuery(one), signal);
      if (answer.kind === 'missing' && qualifier !== undefined) await directory.find(unqualified, signal);
    }),
  );
}

/** From so many on, a listing costs less than to ask about each. */
const LIST_FROM = 20;

function countUnlisted(directory: FunctionDirectory, named: readonly NamedFunction[]): number {
  const unlisted = named.filter((one) => !one.qualifier && !directory.peek(toQuery(one))?.fresh);
  return new Set(unlisted.map(({ name }) => name.text)).size;
}

/**
 * Gets what the nearest names are chosen from, for the functions that are missing; whether there was anything to
 * get.
 */
export async function askForNearest(
  directory: FunctionDirectory,
  named: readonly NamedFunction[],
  signal: AbortSignal,
): Promise<boolean> {
  const missing = named.filter((one) => judge(directory, one).judgement?.kind === 'no-function');
  if (missing.length > 0) await directory.list(signal);
  const unqualified = named.filter((one) => judge(directory, one).judgement?.kind === 'no-qualifier');
  for (const { name, qualifier } of unqualified) {
    if (qualifier) await directory.qualifiers(name.text, kindOf(qualifier.text), signal);
  }
  return !signal.aborted && missing.length + unqualified.length > 0;
}

/** A listing shows the functions of one account alone. */
function ownAccount({ functions: [first] }: FunctionList): string | undefined {
  return first && accountOf(first.arn);
}

/** Choosing among 10,000 names takes a while, and the same question comes with every keystroke. */
const chosen = new WeakMap<FunctionList, Map<string, string | undefined>>();

function nearestFunction(list: FunctionList, name: string): string | undefined {
  const known = chosen.get(list) ?? new Map<string, string | undefined>();
  chosen.set(list, known);
  if (!known.has(name)) known.set(name, findNearest(name, namesOf(list)));
  return known.get(name);
}

function namesOf({ functions }: FunctionList): readonly string[] {
  return functions.map(({ name }) => name);
}

/** An alias, or of the versions the one with the nearest number. */
function nearestQualifier(directory: FunctionDirectory, name: string, qualifier: string): string | undefined {
  const kind = kindOf(qualifier);
  const names = directory.peekQualifiers(name, kind).map((one) => one.name);
  if (kind === 'alias') return findNearest(qualifier, names);
  const distance = (version: string): number => Math.abs(Number(version) - Number(qualifier));
  return names.reduce<string | undefined>(
    (best, version) => (best === undefined || distance(version) < distance(best) ? version : best),
    undefined,
  );
}

/** Aliases are no numbers. */
function kindOf(qualifier: string): QualifierFacts['kind'] {
  return /^\d+$/.test(qualifier) ? 'version' : 'alias';
}
