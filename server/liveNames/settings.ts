/** The settings `auroraLambda.aws`, as an editor sends them: foreign data. */

export interface AwsSettings {
  readonly enabled: boolean;
  /** Of the AWS configuration files. */
  readonly profile?: string;
  /** Where neither the SQL nor the connection names one. */
  readonly region?: string;
  /** Base URL of another service with Lambda's API. */
  readonly endpoint?: string;
}

export const AWS_OFF: AwsSettings = { enabled: false };

/** What can't be used counts as not set; without `"enabled": true` nothing else counts. */
export function readAwsSettings(value: unknown): AwsSettings {
  if (typeof value !== 'object' || value === null) return AWS_OFF;
  const { enabled, profile, region, endpoint } = value as Readonly<Record<string, unknown>>;
  if (enabled !== true) return AWS_OFF;
  return {
    enabled,
    ...(isText(profile) && { profile: profile.trim() }),
    // Part of a host name: nothing else may stand in it.
    ...(isText(region) && /^[a-z0-9-]+$/.test(region.trim()) && { region: region.trim() }),
    ...(isText(endpoint) && isWebAddress(endpoint) && { endpoint: endpoint.trim() }),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text.trim()) && /^https?:$/.test(new URL(text.trim()).protocol);
}
