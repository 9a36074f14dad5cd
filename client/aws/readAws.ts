import { Uri, workspace } from 'vscode';
import type { ConnectionStore } from '../connections/connectionStore';
import { readSetting } from '../readSetting';
import { toAwsConfiguration, type AwsConfiguration } from './awsConfiguration';

/** `uri`: of the document, as text. */
export function readAws(store: ConnectionStore, uri: string | undefined): AwsConfiguration {
  const scope = uri === undefined ? undefined : Uri.parse(uri);
  const settings = {
    'aws.enabled': readSetting('aws.enabled', scope),
    'aws.profile': readSetting('aws.profile', scope),
    'aws.region': readSetting('aws.region', scope),
    'aws.endpoint': readSetting('aws.endpoint', scope),
  };
  return toAwsConfiguration(settings, store.selection(scope), workspace.isTrusted);
}
