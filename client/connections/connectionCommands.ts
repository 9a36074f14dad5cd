import { commands, QuickPickItemKind, ThemeIcon, window, type QuickPickItem, type Uri } from 'vscode';
import { SANDBOX_NAME, type ConnectionProfile } from '../../cluster/profile/profile';
import { commandId } from '../commandTable';
import { SETTINGS_SECTION } from '../readSetting';
import { colorCircle } from '../ui/colorCircle';
import { toNoticeText } from '../ui/noticeText';
import { createAskPassword } from './askPassword';
import { listConnections } from './connectionList';
import type { ConnectionStore } from './connectionStore';
import { forgetPassword, keepPassword } from './passwords';
import type { SecretStore } from './secretStore';
import { connectionIdentity, describePlace } from './profiles';
import { SANDBOX_LABEL, selectionLabel } from './selection';

interface PickItem extends QuickPickItem {
  readonly profile?: ConnectionProfile;
}

interface Entry extends QuickPickItem {
  readonly act?: () => Thenable<unknown>;
}

/** Lists the embedded cluster and all connections; what is picked is what SQL of the folder runs on. */
export async function selectConnection(store: ConnectionStore, scope: Uri | undefined): Promise<void> {
  const { profiles, problems } = store.list(scope);
  const current = selectionLabel(store.selection(scope));
  const isCurrent = (label: string): boolean => label === current;
  const entries: Entry[] = [
    {
      label: `${isCurrent(SANDBOX_LABEL) ? '$(check) ' : ''}${SANDBOX_LABEL}`,
      description: 'on this machine, without an AWS account',
      iconPath: new ThemeIcon('database'),
      act: () => store.select(scope, SANDBOX_NAME),
    },
    ...toPickItems(profiles, isCurrent).map((item) => ({
      ...item,
      act: async () => item.profile && store.select(scope, item.profile.name),
    })),
    { label: '', kind: QuickPickItemKind.Separator },
    { label: '$(add) Add Connection…', act: () => commands.executeCommand(commandId('addConnection')) },
    ...problems.map((problem) => ({ label: '$(warning) Open Settings', detail: problem, act: openSettings })),
  ];
  const picked = await window.showQuickPick(entries, {
    title: 'Select Connection',
    placeHolder: 'Where SQL runs',
    matchOnDescription: true,
  });
  await picked?.act?.();
}

/** Removes a connection from the settings, and its password unless another connection uses it. */
export async function removeConnection(
  store: ConnectionStore,
  secrets: SecretStore,
  scope: Uri | undefined,
): Promise<void> {
  const profile = await pickProfile(store, scope, 'Remove Connection');
  if (!profile) return;
  const detail = `${describePlace(profile)}. It is removed from the settings, and its password is forgotten.`;
  const remove = 'Remove';
  const question = `Remove the connection "${profile.name}"?`;
  if ((await window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) return;
  await store.remove(profile.name, scope);
  const identity = connectionIdentity(profile);
  const shared = store.list(scope).profiles.some((other) => connectionIdentity(other) === identity);
  if (!shared) await forgetPassword(secrets, profile);
}

export async function changePassword(
  store: ConnectionStore,
  secrets: SecretStore,
  scope: Uri | undefined,
): Promise<void> {
  const profile = await pickProfile(store, scope, 'Change Password');
  const password = profile && (await createAskPassword(profile)(undefined));
  if (profile && password !== undefined) await keepPassword(secrets, profile, password);
}

export async function forgetPasswordOf(
  store: ConnectionStore,
  secrets: SecretStore,
  scope: Uri | undefined,
): Promise<void> {
  const profile = await pickProfile(store, scope, 'Forget Password');
  if (!profile) return;
  await forgetPassword(secrets, profile);
  void window.showInformationMessage(
    `The password of "${toNoticeText(profile.name)}" is forgotten. You are asked for it next time.`,
  );
}

async function pickProfile(
  store: ConnectionStore,
  scope: Uri | undefined,
  title: string,
): Promise<ConnectionProfile | undefined> {
  const { profiles } = store.list(scope);
  if (profiles.length === 0) {
    void tellNone();
    return undefined;
  }
  const items = toPickItems(profiles);
  return (await window.showQuickPick(items, { title, matchOnDescription: true }))?.profile;
}

async function tellNone(): Promise<void> {
  const add = 'Add Connection…';
  const message = 'There is no connection in the settings yet. The embedded cluster needs none.';
  if ((await window.showInformationMessage(message, add)) === add)
    await commands.executeCommand(commandId('addConnection'));
}

/** Under the names of their groups; the one that is selected has a check mark, those with a colour its circle. */
function toPickItems(
  profiles: readonly ConnectionProfile[],
  isCurrent = (_label: string) => false,
): PickItem[] {
  return listConnections(profiles).map((item) => {
    if (item.kind === 'group') return { label: item.label, kind: QuickPickItemKind.Separator };
    const { label, description, color, profile } = item;
    const iconPath = color ? colorCircle(color) : new ThemeIcon('database');
    return { label: `${isCurrent(label) ? '$(check) ' : ''}${label}`, description, iconPath, profile };
  });
}

export function openSettings(): Thenable<unknown> {
  return commands.executeCommand('workbench.action.openSettings', `${SETTINGS_SECTION}.connections`);
}
