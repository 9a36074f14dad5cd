/** The environment that the SDK reads, and nothing of the machine's own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KEYS } from './lambdaApi';
import type { Keys } from './signature';

export interface AwsEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  remove(): void;
}

export interface EnvironmentFiles {
  readonly config?: string;
  readonly credentials?: string;
  /** In variables. */
  readonly keys?: Keys;
  /** A script for Node, which the config calls PROGRAM. */
  readonly program?: string;
}

/** What is left out is empty, or is not there. */
export function createEnvironment(files: EnvironmentFiles = {}): AwsEnvironment {
  const folder = mkdtempSync(join(tmpdir(), 'aws-'));
  const program = join(folder, 'program.cjs');
  writeFileSync(program, files.program ?? '');
  const config = join(folder, 'config');
  const credentials = join(folder, 'credentials');
  writeFileSync(config, (files.config ?? '').replace('PROGRAM', `"${process.execPath}" "${program}"`));
  writeFileSync(credentials, files.credentials ?? '');
  const { keys } = files;
  return {
    variables: {
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: credentials,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...(keys && { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey }),
      ...(keys?.sessionToken !== undefined && { AWS_SESSION_TOKEN: keys.sessionToken }),
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Keys that the stand-in takes. */
export function createKeyEnvironment(): AwsEnvironment {
  return createEnvironment({ keys: KEYS });
}

/** The process's environment while `run` runs: the SDK in this process reads it. */
export async function withEnvironment<T>(environment: AwsEnvironment, run: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, environment.variables);
  try {
    return await run();
  } finally {
    process.env = before;
    environment.remove();
  }
}
