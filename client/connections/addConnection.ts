/** The questions of "Add Connection", and what they come to. */
import { isConnectionUri, readConnectionUri } from '../../cluster/profile/connectionUri';
import {
  defaultSslMode,
  isLoopback,
  PROFILE_DEFAULTS,
  SANDBOX_NAME,
  SSL_MODES,
  type ConnectionProfile,
  type SslMode,
} from '../../cluster/profile/profile';
import { readProfile } from '../../cluster/profile/readProfile';
import { hasOwnPassword } from '../../cluster/credentials/storedPassword';
import { MORE_STEPS, NO_MORE_ANSWERS, toMoreFields, type MoreAnswers } from './moreQuestions';
import type { Answer, Choice, InputQuestion, More, Prompts, Step, StepNumber } from './wizard';

/** In whose settings the connection is written. */
export type SettingsScope = 'user' | 'workspace';

/** What has been answered so far. */
export interface ConnectionDraft {
  /** What was typed first: the host, or a URI that answers most. */
  readonly address: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly ssl: SslMode | undefined;
  /** Empty: asked for when connecting. */
  readonly password: string;
  readonly name: string;
  readonly scope: SettingsScope;
  /** Undefined: more was not asked for. */
  readonly more?: MoreAnswers;
}

export interface AddConnectionFacts {
  readonly takenNames: readonly string[];
  /** Whether there are workspace settings to write to. */
  readonly hasWorkspace: boolean;
}

export const EMPTY_DRAFT: ConnectionDraft = {
  address: '',
  port: PROFILE_DEFAULTS.port,
  database: PROFILE_DEFAULTS.database,
  user: PROFILE_DEFAULTS.user,
  ssl: undefined,
  password: '',
  name: '',
  scope: 'user',
};

const SSL_WORDS: Readonly<Record<SslMode, string>> = {
  'verify-full': 'Encrypted; the certificate must be trusted and be for this host',
  'verify-ca': 'Encrypted; the certificate must be trusted',
  require: 'Encrypted; the certificate is not checked',
  prefer: 'Encrypted where the server can: for this machine alone',
  disable: 'Not encrypted',
};

/** Host, port, database, role, encryption, password, name, scope; a pasted URI answers all it can. */
export function addConnectionSteps(facts: AddConnectionFacts): readonly Step<ConnectionDraft>[] {
  const fromUri = ({ address }: ConnectionDraft): boolean => isConnectionUri(address.trim());
  return [
    { ask: askAddress },
    { skip: fromUri, ask: askPort },
    { skip: fromUri, ask: textStep('database', 'Database to connect to') },
    { skip: fromUri, ask: textStep('user', 'Role to connect as') },
    { skip: fromUri, ask: askSsl },
    { skip: ({ address }) => uriPassword(address) !== undefined, ask: askPassword },
    { ask: (draft, prompts, step) => askName(draft, prompts, step, facts.takenNames) },
    { skip: () => !facts.hasWorkspace, ask: askScope },
    ...MORE_STEPS.map(onlyIfWanted),
  ];
}

/** The questions that come last, for those who want them. */
export const MORE: More<ConnectionDraft> = {
  tooltip: 'More: IAM, secrets, certificates, SSH and other tunnels, production, group, colour',
  isWanted: ({ more }) => more !== undefined,
  want: (draft) => ({ ...draft, more: draft.more ?? NO_MORE_ANSWERS }),
};

function onlyIfWanted({ skip, ask }: Step<MoreAnswers>): Step<ConnectionDraft> {
  return {
    skip: ({ more }) => !more || (skip?.(more) ?? false),
    ask: ({ more = NO_MORE_ANSWERS, ...draft }, prompts, step) =>
      given(ask(more, prompts, step), (answers) => ({ ...draft, more: answers })),
  };
}

/** What the settings get: no defaults, no password. */
export function toSettingsEntry(draft: ConnectionDraft): Readonly<Record<string, unknown>> {
  const fields = toProfileFields(draft);
  const { host, port, database, user, ssl, caFile, certFile, keyFile } = fields;
  return {
    name: draft.name.trim(),
    host,
    ...(port !== PROFILE_DEFAULTS.port && { port }),
    database,
    user,
    ...(ssl !== defaultSslMode(host) && { ssl }),
    ...(caFile !== undefined && { caFile }),
    ...(certFile !== undefined && { certFile }),
    ...(keyFile !== undefined && { keyFile }),
    ...otherThanDefault(fields, 'connectTimeoutMs'),
    ...otherThanDefault(fields, 'keepAliveMs'),
    ...(draft.more && toMoreFields(draft.more)),
  };
}

/** The times that a URI may say. */
function otherThanDefault(fields: ProfileFields, key: 'connectTimeoutMs' | 'keepAliveMs') {
  const value = fields[key];
  return value === undefined || value === PROFILE_DEFAULTS[key] ? {} : { [key]: value };
}

/** The connection as it would be used; undefined where the answers make none, which the questions prevent. */
export function toProfile(draft: ConnectionDraft): ConnectionProfile | undefined {
  return readProfile(toSettingsEntry(draft)).profile;
}

/** The password that was typed or pasted; undefined: none. */
export function toPassword(draft: ConnectionDraft): string | undefined {
  const profile = toProfile(draft);
  if (profile && hasOwnPassword(profile)) return undefined;
  return (uriPassword(draft.address) ?? draft.password) || undefined;
}

type ProfileFields = Pick<
  ConnectionProfile,
  'host' | 'port' | 'database' | 'user' | 'ssl' | 'caFile' | 'certFile' | 'keyFile'
> &
  Partial<Pick<ConnectionProfile, 'connectTimeoutMs' | 'keepAliveMs'>>;

function toProfileFields({ address, port, database, user, ssl }: ConnectionDraft): ProfileFields {
  const reading = readConnectionUri(address.trim());
  if (reading.kind === 'read') return reading.profile;
  const host = address.trim();
  return { host, port, database, user, ssl: ssl ?? defaultSslMode(host) };
}

function uriPassword(address: string): string | undefined {
  const reading = readConnectionUri(address.trim());
  return reading.kind === 'read' ? reading.password : undefined;
}

async function given<T>(asked: Promise<Answer<T>>, take: (value: T) => ConnectionDraft) {
  const answer = await asked;
  return answer.kind === 'given' ? { kind: answer.kind, value: take(answer.value) } : answer;
}

function askAddress(draft: ConnectionDraft, prompts: Prompts, step: StepNumber) {
  const question: InputQuestion = {
    prompt: 'Host of the cluster, or a whole connection URI. The gear above asks for IAM, tunnels and more.',
    placeholder: 'orders.cluster-abc.us-east-1.rds.amazonaws.com, or postgres://user@host/database',
    value: draft.address,
    validate: validateAddress,
  };
  return given(prompts.input(question, step), (address) => ({ ...draft, address }));
}

/** Says what is wrong with what was typed as host or URI. */
function validateAddress(text: string): string | undefined {
  const address = text.trim();
  if (isConnectionUri(address)) {
    const reading = readConnectionUri(address);
    return reading.kind === 'unreadable' ? reading.problem : undefined;
  }
  if (address === '') return 'Type the host, for instance localhost.';
  if (/[\s@]|:\/\//.test(address) || (/:\d+$/.test(address) && address.split(':').length === 2)) {
    return 'Type the host alone, or the whole as postgres://user@host:5432/database.';
  }
  return undefined;
}

function askPort(draft: ConnectionDraft, prompts: Prompts, step: StepNumber) {
  const question: InputQuestion = {
    prompt: 'Port of the PostgreSQL endpoint',
    value: String(draft.port),
    validate: (text) =>
      /^\d{1,5}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 65_535
        ? undefined
        : 'A port is a number from 1 to 65535.',
  };
  return given(prompts.input(question, step), (port) => ({ ...draft, port: Number(port) }));
}

function textStep(key: 'database' | 'user', prompt: string) {
  return (draft: ConnectionDraft, prompts: Prompts, step: StepNumber) => {
    const validate = (text: string) => (text.trim() === '' ? 'This must not be empty.' : undefined);
    const question: InputQuestion = { prompt, value: draft[key], validate };
    return given(prompts.input(question, step), (value) => ({ ...draft, [key]: value.trim() }));
  };
}

function askSsl(draft: ConnectionDraft, prompts: Prompts, step: StepNumber) {
  const host = draft.address.trim();
  const modes = SSL_MODES.filter((mode) => mode !== 'prefer' || isLoopback(host));
  const choices: Choice<SslMode>[] = [...modes].reverse().map((mode) => ({
    label: mode,
    value: mode,
    detail: SSL_WORDS[mode],
    ...(mode === defaultSslMode(host) && { description: 'usual for this host' }),
  }));
  const value = draft.ssl !== undefined && modes.includes(draft.ssl) ? draft.ssl : defaultSslMode(host);
  const question = { prompt: 'Encryption', choices, value };
  return given(prompts.choose(question, step), (ssl) => ({ ...draft, ssl }));
}

function askPassword(draft: ConnectionDraft, prompts: Prompts, step: StepNumber) {
  const question: InputQuestion = {
    prompt: 'Password, kept in the secret storage of VS Code. Leave it empty to be asked when connecting.',
    value: draft.password,
    password: true,
  };
  return given(prompts.input(question, step), (password) => ({ ...draft, password }));
}

function askName(draft: ConnectionDraft, prompts: Prompts, step: StepNumber, taken: readonly string[]) {
  const question: InputQuestion = {
    prompt: 'Name of the connection',
    value: draft.name || proposeName(draft, taken),
    validate: (text) => validateName(text.trim(), taken),
  };
  return given(prompts.input(question, step), (name) => ({ ...draft, name: name.trim() }));
}

function validateName(name: string, taken: readonly string[]): string | undefined {
  if (name === '') return 'Give it a name.';
  if (name === SANDBOX_NAME) return `"${SANDBOX_NAME}" is the embedded cluster. Choose another name.`;
  return taken.includes(name)
    ? 'There is a connection of this name already. Choose another name.'
    : undefined;
}

/** The host's first part, or the database on this machine, with a number where that is taken. */
function proposeName(draft: ConnectionDraft, taken: readonly string[]): string {
  const { host, database } = toProfileFields(draft);
  const base = isLoopback(host) || /^[\d.:]+$/.test(host) ? database : (host.split('.')[0] ?? host);
  const names = [base, ...Array.from({ length: taken.length + 1 }, (_, index) => `${base}-${index + 2}`)];
  return names.find((name) => validateName(name, taken) === undefined) ?? base;
}

function askScope(draft: ConnectionDraft, prompts: Prompts, step: StepNumber) {
  const choices: Choice<SettingsScope>[] = [
    { label: 'User settings', detail: 'For you, in every workspace', value: 'user' },
    { label: 'Workspace settings', detail: 'For everybody who opens this workspace', value: 'workspace' },
  ];
  const question = { prompt: 'Where to write the connection', choices, value: draft.scope };
  return given(prompts.choose(question, step), (scope) => ({ ...draft, scope }));
}
