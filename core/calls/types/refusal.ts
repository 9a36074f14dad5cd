/** An error that PostgreSQL raises before it runs a statement, in its own words. */
export interface Refusal {
  readonly sqlstate: string;
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
}
