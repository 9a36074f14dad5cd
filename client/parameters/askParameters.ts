/** Asks for the values of a statement's `$1` and so on, and offers those that it was last run with. */
import type { AskParameters } from '../../cluster/script/options';
import type { Cell } from '../../core/invocation/outcome';
import { NULL_TEXT, readValue, showValue } from '../../cluster/psql/parameterValue';
import { describeValues } from './describeValues';
import type { ParameterMemory } from './parameterMemory';

/** What is asked of the user; undefined: the answer is no answer, and nothing is to run. */
export interface ParameterPrompts {
  /** One line of text, with `value` in it at first; one that is hidden is not seen while it is typed. */
  readonly askText: (
    title: string,
    prompt: string,
    value: string,
    isHidden?: boolean,
  ) => Promise<string | undefined>;
  /** Whether to run with the values shown, or to ask for others. */
  readonly askSame: (title: string, values: string) => Promise<'same' | 'other' | undefined>;
}

/** `connection`: its key. */
export function createAskParameters(
  connection: string,
  memory: ParameterMemory,
  prompts: ParameterPrompts,
): AskParameters {
  return async ({ sql, types }) => {
    const last = memory.find(connection, sql);
    const title = titleOf(sql);
    if (last?.length === types.length) {
      const choice = await prompts.askSame(title, describeValues({ parameters: last, variables: {} }));
      if (choice === undefined) return { kind: 'cancelled' };
      if (choice === 'same') return { kind: 'values', values: last };
    }
    const values: Cell[] = [];
    for (const [index, type] of types.entries()) {
      const text = await prompts.askText(
        types.length === 1 ? title : `${title} (${index + 1} of ${types.length})`,
        `$${index + 1}, ${type}: the value without quotes, or ${NULL_TEXT} for NULL.`,
        showValue(last?.length === types.length ? (last[index] ?? null) : ''),
      );
      if (text === undefined) return { kind: 'cancelled' };
      values.push(readValue(text));
    }
    memory.keep(connection, sql, values);
    return { kind: 'values', values };
  };
}

const MOST_SHOWN = 60;

function titleOf(sql: string): string {
  const line = sql.trim().replace(/\s+/g, ' ');
  return line.length <= MOST_SHOWN ? line : `${line.slice(0, MOST_SHOWN)} …`;
}
