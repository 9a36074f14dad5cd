import { ProgressLocation, window, workspace, type Uri } from 'vscode';
import { connect } from '../../cluster/connection/connect';
import type { ConnectFailure } from '../../cluster/connection/connectFailure';
import { Locator } from '../../cluster/connection/locator';
import type { ConnectionProfile } from '../../cluster/profile/profile';
import { toAbortSignal } from '../ui/abortSignal';
import { createPrompts } from '../ui/prompts';
import {
  addConnectionSteps,
  EMPTY_DRAFT,
  MORE,
  toPassword,
  toProfile,
  toSettingsEntry,
} from './addConnection';
import { createAskPassword } from './askPassword';
import { toNoticeText } from '../ui/noticeText';
import { createKeyQuestions } from './keyQuestions';
import type { ConnectionStore } from './connectionStore';
import { connectWithPassword, keepPassword } from './passwords';
import type { SecretStore } from './secretStore';
import { runSteps } from './wizard';

const SAVE = 'Save Anyway';
const CHANGE = 'Change Answers';

/** Asks step by step, tries to connect, writes the connection and selects it. */
export async function addConnection(
  store: ConnectionStore,
  secrets: SecretStore,
  scope: Uri | undefined,
): Promise<void> {
  const facts = {
    takenNames: store.list(scope).profiles.map(({ name }) => name),
    hasWorkspace: (workspace.workspaceFolders ?? []).length > 0,
  };
  for (let draft = EMPTY_DRAFT; ;) {
    const answered = await runSteps(addConnectionSteps(facts), draft, createPrompts('Add Connection'), MORE);
    const profile = answered && toProfile(answered);
    if (!profile) return;
    draft = answered;
    const typed = new TypedPassword(toPassword(draft));
    const locator = new Locator({ questions: createKeyQuestions(secrets) });
    const failure = await testConnection(profile, typed, locator);
    locator.closeAll();
    const decision =
      failure && (await window.showWarningMessage(failure.message, { modal: true }, CHANGE, SAVE));
    if (decision === CHANGE) continue;
    if (failure && decision !== SAVE) return;
    await store.add(toSettingsEntry(draft), draft.scope);
    if (typed.password !== undefined) await keepPassword(secrets, profile, typed.password);
    return store.select(scope, profile.name);
  }
}

/** Connects and disconnects, with progress that can be cancelled. */
function testConnection(
  profile: ConnectionProfile,
  typed: TypedPassword,
  locator: Locator,
): Thenable<ConnectFailure | undefined> {
  const title = `Connecting to ${toNoticeText(profile.name)}…`;
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (_progress, token) =>
      connectWithPassword(profile, typed, createAskPassword(profile, token), async (getPassword) => {
        const signal = toAbortSignal(token);
        const located = await locator.locate(profile, signal).catch((error: unknown) => error as Error);
        if (located instanceof Error) return { reason: 'other', message: located.message };
        const result = await connect(located, { getPassword, signal });
        if (result.kind === 'failed') return result.failure;
        await result.client.end();
        return undefined;
      }),
  );
}

/** Holds the password until it is known whether the connection is kept. */
class TypedPassword implements SecretStore {
  constructor(public password: string | undefined) {}

  get(): Promise<string | undefined> {
    return Promise.resolve(this.password);
  }

  store(_key: string, password: string): Promise<void> {
    this.password = password;
    return Promise.resolve();
  }

  delete(): Promise<void> {
    this.password = undefined;
    return Promise.resolve();
  }
}
