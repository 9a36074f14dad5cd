import { workspace, type Uri } from 'vscode';
import { toSetting, type SettingKey, type Settings } from './settingsTable';

export const SETTINGS_SECTION = 'auroraLambda';

/** A setting as it holds for a file or folder. */
export function readSetting<K extends SettingKey>(key: K, scope: Uri | undefined): Settings[K] {
  return toSetting(key, workspace.getConfiguration(SETTINGS_SECTION, scope).get(key));
}
