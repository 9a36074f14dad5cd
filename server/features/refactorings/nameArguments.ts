import type { CallSite } from '../../../core/calls/model';
import { ifAccepted, type Refactoring } from './refactoring';

/** `invoke('f', '{}'::json)` → `invoke(function_name => 'f', payload => '{}'::json)`. */
export function nameArguments(call: CallSite): Refactoring | undefined {
  const { verdict } = call;
  if (verdict.kind !== 'ok') return undefined;
  const edits = call.arguments.flatMap(({ name, span }, index) => {
    const parameter = verdict.parameters[index];
    if (name !== undefined || !parameter) return [];
    return [{ start: span.start, end: span.start, newText: `${parameter.name} => ` }];
  });
  return edits.length === 0 ? undefined : ifAccepted(call, { title: 'Name all arguments', edits });
}
