/** The two ways in which AWS has the password of a database: IAM's tokens, made here, and Secrets Manager's secrets. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Signer } from '@aws-sdk/rds-signer';
import type { AwsPlace, DatabaseAuthModule } from '../core/databaseAuth';
import { readFailure, type CredentialWays, type FailureKind } from './failure';

const ANSWER_MS = 10_000;
const IAM_WAYS: CredentialWays = { profile: `the connection's "iam"`, again: 'try again' };
const SECRET_WAYS: CredentialWays = { profile: `the connection's "secret"`, again: 'try again' };

export const createToken: DatabaseAuthModule['createToken'] = async ({ host, port, user, ...place }) => {
  const signer = new Signer({ hostname: host, port, username: user, ...defined(place) });
  try {
    return await signer.getAuthToken();
  } catch (error) {
    throw new Error(`No token for ${user} could be made: ${describeFailure(error, IAM_WAYS)}`, {
      cause: error,
    });
  }
};

export const readPassword: DatabaseAuthModule['readPassword'] = async ({ id, ...place }) => {
  const client = new SecretsManagerClient({
    ...defined(place),
    requestHandler: { requestTimeout: ANSWER_MS, throwOnRequestTimeout: true },
  });
  let text: string | undefined;
  try {
    text = (await client.send(new GetSecretValueCommand({ SecretId: id }))).SecretString;
  } catch (error) {
    throw new Error(`The secret ${id} could not be read: ${describeFailure(error, SECRET_WAYS)}`, {
      cause: error,
    });
  } finally {
    client.destroy();
  }
  const password = text === undefined ? undefined : findPassword(text);
  if (password === undefined || password === '') throw new Error(`The secret ${id} holds no password.`);
  return password;
};

/** Secrets of RDS are JSON: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html */
function findPassword(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // A text of its own.
    return text;
  }
  if (typeof value !== 'object' || value === null) return text;
  const { password } = value as { readonly password?: unknown };
  return typeof password === 'string' ? password : undefined;
}

function defined({ profile, region }: AwsPlace): AwsPlace {
  return { ...(profile !== undefined && { profile }), ...(region !== undefined && { region }) };
}

const ADVICE: Readonly<Record<Exclude<FailureKind, 'credentials'>, string>> = {
  missing: 'AWS has none of this name in this account and Region.',
  denied:
    'these credentials may not. Allow secretsmanager:GetSecretValue, and kms:Decrypt for a key of your own.',
  throttled: 'AWS asks for fewer requests. Try again in a moment.',
  unreachable: 'AWS does not answer. Check the network and the Region.',
  other: 'AWS did not take the request. Check name, profile and Region.',
};

function describeFailure(error: unknown, ways: CredentialWays): string {
  if (error instanceof Error && /region is missing/i.test(error.message))
    return 'no AWS Region is known. Say which with "region".';
  const { kind, advice } = readFailure(error, ways);
  return kind === 'credentials' ? advice : ADVICE[kind];
}
