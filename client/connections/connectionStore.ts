import { homedir } from 'node:os';
import type { Uri } from 'vscode';
import {
  ConfigurationTarget,
  EventEmitter,
  workspace,
  type Disposable,
  type Event,
  type Memento,
} from 'vscode';
import { withAbsoluteFiles } from '../../cluster/profile/absoluteFiles';
import { readSetting, SETTINGS_SECTION } from '../readSetting';
import type { SettingsScope } from './addConnection';
import { readConnections, type ConnectionList } from './profiles';
import { findSelection, selectionFolder, type SelectedNames, type Selection } from './selection';

const SELECTED_KEY = 'selectedConnections';

/** The connections of the settings, and which of them is selected where. */
export interface ConnectionStore extends Disposable {
  /** As they hold for a file. */
  list(scope: Uri | undefined): ConnectionList;
  selection(scope: Uri | undefined): Selection;
  /** For all files of the file's workspace folder. */
  select(scope: Uri | undefined, name: string): Promise<void>;
  /** Writes a connection to the settings. */
  add(entry: Readonly<Record<string, unknown>>, target: SettingsScope): Promise<void>;
  /** Removes a connection from all settings that have it. */
  remove(name: string, scope: Uri | undefined): Promise<void>;
  readonly onDidChange: Event<void>;
}

export function createConnectionStore(memory: Memento): ConnectionStore {
  const changed = new EventEmitter<void>();
  const configured = workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(SETTINGS_SECTION)) changed.fire();
  });
  const selected = (): SelectedNames => memory.get<SelectedNames>(SELECTED_KEY, {});
  const list = (scope: Uri | undefined): ConnectionList => {
    const { profiles, problems } = readConnections(readLayers(scope), {
      rowLimit: readSetting('rowLimit', scope),
      statementTimeoutMs: readSetting('statementTimeoutMs', scope),
    });
    const base = baseFolder(scope);
    return { profiles: profiles.map((profile) => withAbsoluteFiles(profile, base)), problems };
  };
  return {
    list,
    selection(scope) {
      const name = readSetting('connection', scope);
      return findSelection(folderOf(scope), selected(), name, list(scope).profiles);
    },
    async select(scope, name) {
      await memory.update(SELECTED_KEY, { ...selected(), [folderOf(scope)]: name });
      changed.fire();
    },
    add: (entry, target) =>
      updateLayer(
        undefined,
        target === 'user' ? ConfigurationTarget.Global : ConfigurationTarget.Workspace,
        (old) => [...old, entry],
      ),
    async remove(name, scope) {
      for (const target of TARGETS) {
        await updateLayer(scope, target, (old) => old.filter((entry) => !isNamed(entry, name)));
      }
    },
    onDidChange: changed.event,
    dispose() {
      configured.dispose();
      changed.dispose();
    },
  };
}

function folderOf(scope: Uri | undefined): string {
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
  const own = scope && workspace.getWorkspaceFolder(scope)?.uri.toString();
  return selectionFolder(own, scope?.scheme === 'file', folders);
}

/** From which the paths of settings are seen. */
function baseFolder(scope: Uri | undefined): string {
  const folder = (scope && workspace.getWorkspaceFolder(scope)) ?? workspace.workspaceFolders?.[0];
  return folder?.uri.scheme === 'file' ? folder.uri.fsPath : homedir();
}

const TARGETS = [
  ConfigurationTarget.Global,
  ConfigurationTarget.Workspace,
  ConfigurationTarget.WorkspaceFolder,
] as const;

/** The lists of user, workspace and folder: VS Code itself would let the nearest hide the others. */
function readLayers(scope: Uri | undefined): unknown[][] {
  return TARGETS.map((target) => readLayer(scope, target));
}

function readLayer(scope: Uri | undefined, target: (typeof TARGETS)[number]): unknown[] {
  const found = workspace.getConfiguration(SETTINGS_SECTION, scope).inspect<unknown>('connections');
  const value = {
    [ConfigurationTarget.Global]: found?.globalValue,
    [ConfigurationTarget.Workspace]: found?.workspaceValue,
    [ConfigurationTarget.WorkspaceFolder]: found?.workspaceFolderValue,
  }[target];
  return Array.isArray(value) ? (value as unknown[]) : [];
}

async function updateLayer(
  scope: Uri | undefined,
  target: (typeof TARGETS)[number],
  change: (old: readonly unknown[]) => readonly unknown[],
): Promise<void> {
  const old = readLayer(scope, target);
  const fresh = change(old);
  if (fresh.length === old.length) return;
  const value = fresh.length > 0 ? fresh : undefined;
  await workspace.getConfiguration(SETTINGS_SECTION, scope).update('connections', value, target);
}

function isNamed(entry: unknown, name: string): boolean {
  return typeof entry === 'object' && entry !== null && (entry as { name?: unknown }).name === name;
}
