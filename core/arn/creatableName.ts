import { arnPart, LIMITS } from '../catalog/lambdaArn';

/** Whether a function can be created with the bare name: `invoke` takes names with a dot too, which none can have. */
export function isCreatableName(name: string): boolean {
  const isName = arnPart('functionName').pattern.test(name) && !name.includes('.');
  return isName && name.length <= LIMITS.functionName;
}
