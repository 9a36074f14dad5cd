/** Asks for psql variables that nobody sets, before a run. */
import { setVariable, type Variables } from '../../cluster/psql/variables';
import { SECRET_NAME } from '../../core/catalog/secrets';
import type { Span } from '../../core/span';
import type { ParameterPrompts } from './askParameters';
import { findUnsetVariables } from './unsetVariables';

/** Sets them, as `\set` does; false where the user does not want to say. */
export type AskVariables = (text: string, spans: readonly Span[], variables: Variables) => Promise<boolean>;

/** `given`: those that each run brings itself. */
export function createAskVariables(
  { askText }: Pick<ParameterPrompts, 'askText'>,
  given: ReadonlySet<string> = new Set(),
): AskVariables {
  return async (text, spans, variables) => {
    const answers = new Map<string, string>();
    const names = findUnsetVariables(text, spans, (name) => variables.has(name) || given.has(name));
    for (const name of names) {
      const value = await askText(
        `psql variable ${name}`,
        `Nothing sets :${name}. Its value, as \\set would have it; it stays set for this session.`,
        '',
        SECRET_NAME.test(name),
      );
      if (value === undefined) return false;
      answers.set(name, value);
    }
    for (const [name, value] of answers) setVariable(variables, name, value);
    return true;
  };
}
