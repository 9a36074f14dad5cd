/** Every setting of `auroraLambda.*` that the client reads: the manifest is held to this table by a test. */
import { PROFILE_DEFAULTS, SANDBOX_NAME } from '../cluster/profile/profile';
import { FUNCTIONS_FOLDER } from '../core/catalog/handlerFiles';

const LENS_CHOICES = ['all', 'calls', 'off'] as const;
export type LensChoice = (typeof LENS_CHOICES)[number];

export interface Settings {
  /** Name of the connection that SQL runs on where none has been selected. */
  readonly connection: string;
  /** As written by hand: read by `readProfile`. */
  readonly connections: readonly unknown[];
  /** Which statements have a code lens. */
  readonly codeLens: LensChoice;
  /** How many rows of a result are kept; 0: all. For connections that say nothing themselves. */
  readonly rowLimit: number;
  /** The server ends a statement after so long; 0: never. For connections that say nothing themselves. */
  readonly statementTimeoutMs: number;
  /** Whether the catalog of a server is read once SQL has run on it, for the checks. */
  readonly readCatalog: boolean;
  /** psql variables that every session begins with. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where the embedded cluster finds handlers: absolute, or seen from the workspace folder. */
  readonly 'sandbox.functionsFolder': string;
  /** Whether runs are kept. */
  readonly 'history.enabled': boolean;
  /** Whether what came back is kept too. */
  readonly 'history.keepResults': boolean;
  /** How many runs that are not pinned are kept. */
  readonly 'history.runs': number;
  /** Whether AWS is asked about the functions that SQL names. */
  readonly 'aws.enabled': boolean;
  /** Of the AWS configuration files; empty: the standard chain's choice. */
  readonly 'aws.profile': string;
  /** Where neither the SQL nor the connection names one; empty: the AWS configuration's. */
  readonly 'aws.region': string;
  /** Base URL of another service with Lambda's API; empty: AWS. */
  readonly 'aws.endpoint': string;
}

export type SettingKey = keyof Settings;

interface SettingFacts<T> {
  readonly default: T;
  /** The closed set it is from, where there is one. */
  readonly values?: readonly T[];
  /** Whoever gets at a repository's settings must not decide where statements go or which code runs. */
  readonly restricted: boolean;
  readonly read: (value: unknown) => T | undefined;
}

const readText = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
const readFlag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);
const readCount = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;

const readTexts = (value: unknown): Readonly<Record<string, string>> | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
};

export const SETTINGS: { readonly [K in SettingKey]: SettingFacts<Settings[K]> } = {
  connection: { default: SANDBOX_NAME, restricted: true, read: readText },
  connections: {
    default: [],
    restricted: true,
    read: (value) => (Array.isArray(value) ? (value as unknown[]) : undefined),
  },
  codeLens: {
    default: 'all',
    values: LENS_CHOICES,
    restricted: false,
    read: (value) => LENS_CHOICES.find((choice) => choice === value),
  },
  rowLimit: { default: PROFILE_DEFAULTS.rowLimit, restricted: false, read: readCount },
  statementTimeoutMs: { default: PROFILE_DEFAULTS.statementTimeoutMs, restricted: false, read: readCount },
  readCatalog: { default: true, restricted: false, read: readFlag },
  variables: { default: {}, restricted: true, read: readTexts },
  'sandbox.functionsFolder': { default: FUNCTIONS_FOLDER, restricted: true, read: readText },
  'history.enabled': { default: true, restricted: false, read: readFlag },
  'history.keepResults': { default: true, restricted: false, read: readFlag },
  'history.runs': { default: 500, restricted: false, read: readCount },
  'aws.enabled': { default: false, restricted: true, read: (value) => (value === true ? true : undefined) },
  'aws.profile': { default: '', restricted: true, read: readText },
  'aws.region': { default: '', restricted: true, read: readText },
  'aws.endpoint': { default: '', restricted: true, read: readText },
};

/** The value of a setting as it was written; its default where that can't be used. */
export function toSetting<K extends SettingKey>(key: K, value: unknown): Settings[K] {
  return SETTINGS[key].read(value) ?? SETTINGS[key].default;
}
