/** Passwords of databases that AWS has: what is asked for. The answers are secrets; nobody keeps or logs them. */

/** Whose AWS account: a profile of the AWS configuration, else the standard credential chain's. */
export interface AwsPlace {
  readonly profile?: string;
  readonly region?: string;
}

/** For a token of IAM database authentication, which is good for connecting within 15 minutes. */
export interface TokenRequest extends AwsPlace {
  /** As RDS knows the server: its own endpoint, not an alias or a tunnel's end. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

export interface SecretRequest extends AwsPlace {
  /** Name or ARN. */
  readonly id: string;
}

/** Promises reject with a sentence for the user, which holds no secret. */
export interface DatabaseAuthModule {
  createToken(request: TokenRequest): Promise<string>;
  /** The password of a secret that RDS manages (JSON with `password`), or the whole of one that is only text. */
  readPassword(request: SecretRequest): Promise<string>;
}

/** The Region in the host name of an RDS or Aurora endpoint; undefined for other hosts. */
export function regionOfHost(host: string): string | undefined {
  return /\.([a-z]{2,4}(?:-[a-z]+)+-\d)\.rds\.amazonaws\.com(?:\.cn)?$/i.exec(host)?.[1]?.toLowerCase();
}

/** The Region in the ARN of a secret. */
export function regionOfSecret(id: string): string | undefined {
  return /^arn:[^:]*:secretsmanager:([^:]+):/.exec(id)?.[1];
}
