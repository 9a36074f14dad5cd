/** What the Lambda API says, as our facts. Foreign data: what lacks a name or an ARN is left out. */
import type { AliasConfiguration, FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { FunctionFacts, QualifierFacts } from '../core/liveNames/model';

/** Lambda's own defaults, where an emulator leaves them out. */
const DEFAULT_TIMEOUT_S = 3;
const DEFAULT_MEMORY_MB = 128;

export function readFunction(found: FunctionConfiguration): FunctionFacts | undefined {
  const { FunctionName: name, FunctionArn: arn } = found;
  if (typeof name !== 'string' || typeof arn !== 'string') return undefined;
  return {
    name,
    arn,
    version: found.Version ?? '$LATEST',
    timeoutMs: (found.Timeout ?? DEFAULT_TIMEOUT_S) * 1000,
    memoryMb: found.MemorySize ?? DEFAULT_MEMORY_MB,
    ...(found.Runtime && { runtime: found.Runtime }),
    ...(found.Description && { description: found.Description }),
    ...(found.Handler && { handler: found.Handler }),
    ...(found.LastModified && { lastModified: found.LastModified }),
    ...(found.State && { state: found.State }),
    ...(found.StateReason && { stateReason: found.StateReason }),
  };
}

export function readAlias(found: AliasConfiguration): QualifierFacts | undefined {
  const { Name: name, FunctionVersion: version } = found;
  if (!name || !version) return undefined;
  const weights = Object.entries(found.RoutingConfig?.AdditionalVersionWeights ?? {});
  return {
    kind: 'alias',
    name,
    version,
    ...(found.Description && { description: found.Description }),
    routing: weights.map(([other, share]) => ({ version: other, share })),
  };
}

/** Undefined for `$LATEST`, which needs no listing. */
export function readVersion(found: FunctionConfiguration): QualifierFacts | undefined {
  const { Version: version } = found;
  if (!version || version === '$LATEST') return undefined;
  return {
    kind: 'version',
    name: version,
    version,
    ...(found.Description && { description: found.Description }),
    routing: [],
  };
}
