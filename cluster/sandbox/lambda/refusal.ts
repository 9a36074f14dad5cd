/** Why an invocation gives no result: what PostgreSQL raises for it. */
export interface RefusalTexts {
  readonly sqlstate: string;
  readonly message: string;
  readonly detail: string;
  readonly hint?: string;
}

export class Refusal extends Error {
  constructor(readonly texts: RefusalTexts) {
    super(texts.message);
  }
}

/** SQLSTATEs. AWS documents none; these classes say what they are. */
const INVALID_PARAMETER = '22023';
const SYSTEM_ERROR = '58000';
const EXTERNAL_ROUTINE_EXCEPTION = '38000';

/**
 * What Aurora raises when the Lambda API refuses a call.
 * Source of the wording: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/PostgreSQL-Lambda-errors.html
 */
export function createApiFailure(reason: string, hint?: string, sqlstate = SYSTEM_ERROR): Refusal {
  const detail = `AWS Lambda client returned '${reason}'.`;
  return new Refusal({ sqlstate, message: 'invoke API failed', detail, ...(hint !== undefined && { hint }) });
}

/** An argument that the Lambda API would refuse. */
export function createInvalidArgument(reason: string, hint?: string): Refusal {
  return createApiFailure(reason, hint, INVALID_PARAMETER);
}

/** What Aurora raises when the function itself failed. `error` is Lambda's JSON. Source: as above. */
export function createFunctionFailure(arn: string, error: string): Refusal {
  return new Refusal({
    sqlstate: EXTERNAL_ROUTINE_EXCEPTION,
    message: 'lambda invocation failed',
    detail: `"${arn}" returned error "Unhandled", details: "${error}".`,
  });
}
