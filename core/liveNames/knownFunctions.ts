/** How an editor asks the language server what live names know of functions that are about to be invoked. */

export const KNOWN_FUNCTIONS_REQUEST = 'auroraLambda/knownFunctions';

export interface KnownFunctionsParams {
  readonly uri: string;
  /** Without account, Region and qualifier. */
  readonly names: readonly string[];
}

/** Of those that AWS has; what it does not say in a short while is left out. */
export interface KnownFunction {
  readonly name: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
}
