import type { CallSite } from '../calls/model';
import type { RuleContext } from './rule';

/**
 * Whether the call's function is a psql variable that holds an ARN structure, without a cast: PostgreSQL then
 * takes a TEXT overload, and the slips that follow from it are not the user's.
 */
export function hasUntypedArn(call: CallSite, context: RuleContext): boolean {
  const first = call.arguments[0]?.value;
  return (
    first?.psqlVariable !== undefined && first.type.kind === 'unknown' && context.holdsArn(first.psqlVariable)
  );
}
