/** Asks for the values of a call's `$1` and psql variables, as a run of its statement would. */
import type { Variables } from '../../cluster/psql/variables';
import { NULL_TEXT, readValue, showValue } from '../../cluster/psql/parameterValue';
import { readRequest, type ReadRequest } from '../../core/directInvocation/invocationRequest';
import type { Cell } from '../../core/invocation/outcome';
import type { ParameterPrompts } from '../parameters/askParameters';
import { createAskVariables } from '../parameters/askVariables';
import { showCell } from '../parameters/describeValues';
import type { FoundCall } from './callAt';
import { fillCall, findParameters, type NeededParameter } from './fillCall';

export interface CallSources {
  /** The session's: what is asked for stays set in it. */
  readonly variables: Variables;
  /** The values that the statement was last run with. */
  readonly findLast: (sql: string) => readonly Cell[] | undefined;
  readonly prompts: ParameterPrompts;
}

const TITLE = 'Invoke Directly';

/** What the call asks of Lambda with these values; undefined where the user gives up. */
export async function askCall(
  { call, chunk, statement }: FoundCall,
  { variables, findLast, prompts }: CallSources,
): Promise<ReadRequest | undefined> {
  if (!call.fragment.parent && !(await createAskVariables(prompts)(chunk.text, [call.span], variables)))
    return undefined;
  const needed = findParameters(chunk, call);
  const values = await askValues(needed, findLast(statement.sql), prompts);
  return values && readRequest(fillCall(chunk, call, values, variables) ?? call);
}

async function askValues(
  needed: readonly NeededParameter[],
  last: readonly Cell[] | undefined,
  { askSame, askText }: ParameterPrompts,
): Promise<ReadonlyMap<number, Cell> | undefined> {
  const known = needed.flatMap(({ number }) => {
    const value = last?.[number - 1];
    return value === undefined ? [] : [[number, value] as const];
  });
  if (known.length > 0 && known.length === needed.length) {
    const shown = known.map(([number, value]) => `$${number} = ${showCell(value)}`).join(', ');
    const choice = await askSame(TITLE, shown);
    if (choice === undefined) return undefined;
    if (choice === 'same') return new Map(known);
  }
  const values = new Map<number, Cell>();
  for (const { number, type } of needed) {
    const prompt = `$${number}, ${type}: the value without quotes, or ${NULL_TEXT} for NULL.`;
    const before = new Map(known).get(number);
    const text = await askText(TITLE, prompt, before === undefined ? '' : showValue(before));
    if (text === undefined) return undefined;
    values.set(number, readValue(text));
  }
  return values;
}
