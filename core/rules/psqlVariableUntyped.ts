import { INVOKE, LAMBDA_ARN_TYPE } from '../catalog/invoke';
import { castEdits } from './edits';
import type { Finding, Rule } from './rule';
import { hasUntypedArn } from './untypedArn';

export const PSQL_VARIABLE_UNTYPED: Rule = {
  codes: ['psql-variable-untyped'],
  check(call, context): readonly Finding[] {
    const first = call.arguments[0]?.value;
    if (!first || call.entry !== INVOKE || !hasUntypedArn(call, context)) return [];
    return [
      {
        code: 'psql-variable-untyped',
        span: first.span,
        message:
          `:'${first.psqlVariable}' holds an ARN structure, but psql writes it as an untyped literal, so PostgreSQL ` +
          `takes it for a plain text name and picks a TEXT overload. Cast it to ${LAMBDA_ARN_TYPE}.`,
        fixes: [
          {
            title: `Cast to ${LAMBDA_ARN_TYPE}`,
            edits: castEdits(call, first, LAMBDA_ARN_TYPE),
            isSafe: true,
          },
        ],
      },
    ];
  },
};
