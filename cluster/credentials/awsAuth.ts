/** The parts of a connection's settings that say how AWS has its password. */
import { regionOfHost, regionOfSecret, type AwsPlace, type SecretRequest } from '../../core/databaseAuth';
import type { Fields, Report } from '../profile/fields';

export interface IamAuth extends AwsPlace {
  /** The endpoint that the token is for, where `host` is an alias or a tunnel leads to another. */
  readonly host: string;
}

export interface AwsAuth {
  readonly iam?: IamAuth;
  readonly secret?: SecretRequest;
}

/** `"iam": true` or `{ "profile", "region", "host" }`; `"secret"`: a name or ARN, or `{ "id", "profile", "region" }`. */
export function readAwsAuth(fields: Fields, host: string, report: Report): AwsAuth {
  const { iam, secret, passwordCommand } = fields;
  const given = [iam !== undefined && iam !== false, secret !== undefined, passwordCommand !== undefined];
  if (given.filter(Boolean).length > 1)
    report('only one of "iam", "secret" and "passwordCommand" can have the password.');
  return { ...readIam(iam, host, report), ...readSecret(secret, host, report) };
}

function readIam(value: unknown, ownHost: string, report: Report): AwsAuth {
  if (value === undefined || value === false) return {};
  const fields = value === true ? {} : readTexts(value, ['profile', 'region', 'host']);
  if (!fields) {
    report('"iam" must be true, or an object with "profile", "region" and "host" where they are needed.');
    return {};
  }
  const host = fields['host'] ?? ownHost;
  return { iam: { host, ...place(fields, regionOfHost(host)) } };
}

function readSecret(value: unknown, host: string, report: Report): AwsAuth {
  if (value === undefined) return {};
  const fields = typeof value === 'string' ? { id: value } : readTexts(value, ['id', 'profile', 'region']);
  const id = fields?.id;
  if (!fields || id === undefined || id === '') {
    report('"secret" must be the name or ARN of a secret, or an object with "id", "profile" and "region".');
    return {};
  }
  return { secret: { id, ...place(fields, regionOfSecret(id) ?? regionOfHost(host)) } };
}

/** Undefined where it is no object of these texts. */
function readTexts<K extends string>(
  value: unknown,
  keys: readonly K[],
): Partial<Record<K, string>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const isFine = ([key, text]: [string, unknown]): boolean =>
    keys.some((known) => known === key) && typeof text === 'string' && text !== '';
  return Object.entries(value).every(isFine) ? value : undefined;
}

function place({ profile, region }: AwsPlace, found: string | undefined): AwsPlace {
  const known = region ?? found;
  return { ...(profile !== undefined && { profile }), ...(known !== undefined && { region: known }) };
}
