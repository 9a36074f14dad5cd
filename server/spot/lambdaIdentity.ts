/** Which Lambda function is meant, as far as a text says. */
import { findPart, type FunctionReference } from '../../core/arn/functionReference';
import { arnPart } from '../../core/catalog/lambdaArn';

export interface LambdaIdentity {
  /** Without account, Region and qualifier: it is case-sensitive. */
  readonly name: string;
  /** Twelve digits; undefined where the text does not say, or says something else. */
  readonly account?: string;
  readonly region?: string;
}

/** `region`: what stands beside the name, in an argument of its own. */
export function identify(name: string, reference: FunctionReference, region?: string): LambdaIdentity {
  const account = wellFormed(reference, 'account');
  const where = wellFormed(reference, 'region') ?? region;
  return { name, ...(account !== undefined && { account }), ...(where !== undefined && { region: where }) };
}

function wellFormed(reference: FunctionReference, part: 'account' | 'region'): string | undefined {
  const text = findPart(reference, part)?.text;
  return text !== undefined && arnPart(part).pattern.test(text) ? text : undefined;
}

/** The same name; accounts and Regions tell two functions apart only where both are written. */
export function isSameFunction(one: LambdaIdentity, other: LambdaIdentity): boolean {
  return (
    one.name === other.name && mayAgree(one.account, other.account) && mayAgree(one.region, other.region)
  );
}

function mayAgree(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}
