import { analyzeChunk, createDocument } from '../../core/analysis';
import type { CallSite } from '../../core/calls/model';
import { INVOKE, LAMBDA_ARN_TYPE } from '../../core/catalog/invoke';
import type { Variables } from '../psql/variables';

/** `(my-function,us-west-2)`: how PostgreSQL writes the structure, and so how \gset keeps it. */
const ARN_STRUCTURE = /^\([^()]*,[^()]*\)$/;

/**
 * Where a statement hands `aws_lambda.invoke` a psql variable that holds an ARN structure, without a cast: one
 * sentence that says what PostgreSQL makes of it. Here the variable's value is known, so it is no guess.
 */
export function adviseOnUntypedArn(sql: string, variables: Variables): string | undefined {
  for (const chunk of createDocument(sql).chunks) {
    const name = analyzeChunk(chunk).calls.map(findUntypedVariable).find(Boolean);
    if (name === undefined || !ARN_STRUCTURE.test(variables.get(name) ?? '')) continue;
    return (
      `:'${name}' holds an ARN structure, but PostgreSQL takes it for a plain text name and picks an overload ` +
      `with a text function_name: write :'${name}'::${LAMBDA_ARN_TYPE}.`
    );
  }
  return undefined;
}

/** The variable, where PostgreSQL does not take the call for one with the structure all the same. */
function findUntypedVariable({ entry, arguments: [first], verdict }: CallSite): string | undefined {
  if (entry !== INVOKE || first?.value.type.kind === 'known') return undefined;
  const asMeant = verdict.kind === 'ok' && verdict.overload.id?.startsWith('arn-');
  return asMeant ? undefined : first?.value.psqlVariable;
}
