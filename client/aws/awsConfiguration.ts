/** Where the names of a document's Lambda functions are looked up: by the settings, and by the connection it runs on. */
import { regionOfHost } from '../../core/databaseAuth';
import type { Selection } from '../connections/selection';
import type { Settings } from '../settingsTable';

/** As the language server reads `auroraLambda.aws`. */
export interface AwsConfiguration {
  readonly enabled: boolean;
  readonly profile?: string;
  readonly region?: string;
  readonly endpoint?: string;
}

export type AwsSettings = Pick<Settings, 'aws.enabled' | 'aws.profile' | 'aws.region' | 'aws.endpoint'>;

/** Off where the workspace is not trusted. What the connection says of itself goes before the settings. */
export function toAwsConfiguration(
  settings: AwsSettings,
  selection: Selection,
  isTrusted: boolean,
): AwsConfiguration {
  if (!isTrusted || !settings['aws.enabled']) return { enabled: false };
  const own = selection.kind === 'server' ? selection.profile : undefined;
  const auth = own?.iam ?? own?.secret;
  const profile = auth?.profile ?? settings['aws.profile'];
  const region = auth?.region ?? regionOfHost(own?.host ?? '') ?? settings['aws.region'];
  const endpoint = settings['aws.endpoint'];
  return {
    enabled: true,
    ...(profile !== '' && { profile }),
    ...(region !== '' && { region }),
    ...(endpoint !== '' && { endpoint }),
  };
}
