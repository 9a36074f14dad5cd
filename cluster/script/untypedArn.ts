import { analyzeChunk, createDocument } from '../../core/analysis';
import type { CallSite } from '../../core/calls/model';
import { INVOKE, LAMBDA_ARN_TYPE } from '../../core/catalog/invoke';
import type { Variables } from '../psql/variables';

/** `(my-function,us-west-2)`: how PostgreSQL writes the structure, and so how \gset keeps it. */
const ARN_STRUCTURE = /^\([^()]*,[^()]*\)$/;

/**
 * Where a statement hands `aws_lambda.invoke` a psql variable that holds an ARN structure, without a cast: what
 * PostgreSQL makes of it, and the mend. Here the variable's value is known, so it is no guess.
 */
export function adviseOnUntypedArn(sql: string, variables: Variables): string | undefined {
  const calls = createDocument(sql).chunks.flatMap((chunk) => analyzeChunk(chunk).calls);
  const call = calls.find((candidate) => {
    const name = findUntypedVariable(candidate);
    return name !== undefined && ARN_STRUCTURE.test(variables.get(name) ?? '');
  });
  return call && describe(call);
}

/** The variable, unless PostgreSQL takes the call for one with the structure all the same. */
function findUntypedVariable({ entry, arguments: [first], verdict }: CallSite): string | undefined {
  if (entry !== INVOKE || first?.value.type.kind === 'known') return undefined;
  const asMeant = verdict.kind === 'ok' && verdict.overload.id?.startsWith('arn-');
  return asMeant ? undefined : first?.value.psqlVariable;
}

function describe({ arguments: [first, payload] }: CallSite): string {
  const variable = `:'${first?.value.psqlVariable}'`;
  const untyped = payload?.value.type.kind === 'unknown';
  return (
    `${variable} holds an ARN structure, but PostgreSQL takes it for a plain text name and picks an overload ` +
    `with a text function_name: write ${variable}::${LAMBDA_ARN_TYPE}.` +
    (untyped ? ' The payload needs a type too: write ::json or ::jsonb behind it.' : '')
  );
}
