import { LAMBDA_ARN_TYPE } from '../catalog/invoke';
import type { CallSite } from '../calls/model';
import type { RuleContext } from './rule';

/**
 * Whether the call's function is a psql variable that holds an ARN structure, without a cast: PostgreSQL then
 * takes a TEXT overload, and the slips that follow from it are not the user's.
 */
export function hasUntypedArn(call: CallSite, context: RuleContext): boolean {
  const first = call.arguments[0]?.value;
  if (first?.psqlVariable === undefined || first.type.kind !== 'unknown') return false;
  return context.holdsArn(first.psqlVariable) && !takesArn(call);
}

/** A typed context leaves PostgreSQL only the ARN overload: then all is as meant. */
function takesArn({ verdict }: CallSite): boolean {
  return verdict.kind === 'ok' && verdict.parameters[0]?.type === LAMBDA_ARN_TYPE;
}
