import { Uri, workspace } from 'vscode';
import type { ConnectionStore } from '../connections/connectionStore';
import { readSetting } from '../readSetting';
import { toAwsConfiguration, type AwsConfiguration, type AwsSettings } from './awsConfiguration';

/** `uri`: of the document, as text. */
export function readAws(store: ConnectionStore, uri: string | undefined): AwsConfiguration {
  const scope = uri === undefined ? undefined : Uri.parse(uri);
  return toAwsConfiguration(readSettings(scope), store.selection(scope), workspace.isTrusted);
}

/** Account and Region for who asks AWS of their own accord, whether live names are on or not. */
export function readAwsPlace(store: ConnectionStore, uri: string | undefined): AwsConfiguration {
  const scope = uri === undefined ? undefined : Uri.parse(uri);
  const settings = { ...readSettings(scope), 'aws.enabled': true };
  return toAwsConfiguration(settings, store.selection(scope), workspace.isTrusted);
}

function readSettings(scope: Uri | undefined): AwsSettings {
  return {
    'aws.enabled': readSetting('aws.enabled', scope),
    'aws.profile': readSetting('aws.profile', scope),
    'aws.region': readSetting('aws.region', scope),
    'aws.endpoint': readSetting('aws.endpoint', scope),
  };
}
