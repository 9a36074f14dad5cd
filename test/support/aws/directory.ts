/** A directory over the real SDK, asking a stand-in of the Lambda API. */
import { createDirectory } from '../../../aws/directory';
import { createLambdaApi } from '../../../aws/lambdaApi';
import type { DirectoryPlace, FunctionDirectory } from '../../../core/liveNames/model';
import { createKeyEnvironment, withEnvironment, type AwsEnvironment } from './environment';
import { LambdaStandIn, REGION, type StandInFunction } from './lambdaApi';

export interface Asked {
  readonly lambda: LambdaStandIn;
  readonly directory: FunctionDirectory;
  /** What was said to the user, in order. */
  readonly told: string[];
  /** Time goes on only so. */
  readonly clock: { nowMs: number };
}

export interface AskOptions {
  readonly functions?: readonly StandInFunction[];
  readonly environment?: AwsEnvironment;
  readonly place?: Partial<DirectoryPlace>;
  readonly deadlineMs?: number;
}

export async function withDirectory(
  { functions = [], environment = createKeyEnvironment(), place = {}, deadlineMs = 60_000 }: AskOptions,
  run: (asked: Asked) => Promise<void>,
): Promise<void> {
  const lambda = await LambdaStandIn.start(functions);
  const told: string[] = [];
  const clock = { nowMs: 0 };
  const whole = { region: REGION, endpoint: lambda.endpoint, ...place };
  try {
    await withEnvironment(environment, async () => {
      const options = {
        deadlineMs,
        now: () => clock.nowMs,
        tell: (sentence: string) => void told.push(sentence),
      };
      await run({ lambda, told, clock, directory: createDirectory(createLambdaApi(whole), whole, options) });
    });
  } finally {
    await lambda.stop();
  }
}

/** A signal that never ends. */
export function patience(): AbortSignal {
  return new AbortController().signal;
}

export function manyFunctions(count: number): StandInFunction[] {
  return Array.from({ length: count }, (_, index) => ({
    FunctionName: `service-${index}-handler`,
    Runtime: index % 2 === 0 ? 'nodejs22.x' : 'python3.13',
    Description: `Handler number ${index} of a large account`,
    Timeout: 1 + (index % 60),
  }));
}
