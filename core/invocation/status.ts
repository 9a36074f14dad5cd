/** What the HTTP status of an invocation says, for a reader at a glance. */
export interface StatusMeaning {
  readonly kind: 'answered' | 'accepted' | 'dryRun' | 'refused' | 'unknown';
  /** One or two words. */
  readonly label: string;
  /** One sentence. */
  readonly meaning: string;
}

const MEANINGS: Readonly<Record<number, StatusMeaning>> = {
  200: { kind: 'answered', label: 'Answered', meaning: 'The function ran and gave this answer.' },
  202: {
    kind: 'accepted',
    label: 'Accepted',
    meaning: 'Lambda queued the event and runs the function later: no answer comes back to the database.',
  },
  204: {
    kind: 'dryRun',
    label: 'Dry run',
    meaning: 'Lambda checked the call and the permission to make it; the function did not run.',
  },
};

/** Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_ResponseSyntax */
export function describeStatus(statusCode: number | null): StatusMeaning {
  if (statusCode === null) return { kind: 'unknown', label: 'No status', meaning: 'status_code is NULL.' };
  const known = MEANINGS[statusCode];
  if (known) return known;
  return statusCode >= 400
    ? { kind: 'refused', label: 'Refused', meaning: `Lambda answered with HTTP status ${statusCode}.` }
    : { kind: 'unknown', label: 'Status', meaning: `Lambda answered with HTTP status ${statusCode}.` };
}
