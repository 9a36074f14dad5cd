/** What "Add Connection" asks of whoever wants more: how to sign in, which way to go, what to be careful with, looks. */
import { CONNECTION_COLORS, type ConnectionColor } from '../../core/catalog/connectionColors';
import { TUNNEL_PORT } from '../../cluster/profile/profile';
import { parseDestination } from '../../cluster/profile/sshSettings';
import type { Answer, Choice, InputQuestion, Prompts, Step, StepNumber } from './wizard';

type SignIn = 'password' | 'passwordCommand' | 'iam' | 'secret' | 'certificate';
type Way = 'direct' | 'ssh' | 'tunnel';
type Care = 'none' | 'production' | 'confirm' | 'readOnly';

/** The answers; texts belong to the choice before them. */
export interface MoreAnswers {
  readonly signIn: SignIn;
  readonly signInText: string;
  readonly keyFile: string;
  readonly way: Way;
  readonly wayText: string;
  readonly care: Care;
  readonly group: string;
  readonly color: ConnectionColor | 'none';
}

export const NO_MORE_ANSWERS: MoreAnswers = {
  signIn: 'password',
  signInText: '',
  keyFile: '',
  way: 'direct',
  wayText: '',
  care: 'none',
  group: '',
  color: 'none',
};

/** What the settings get of them. */
export function toMoreFields(answers: MoreAnswers): Readonly<Record<string, unknown>> {
  const { care, group, color } = answers;
  return {
    ...toSignInFields(answers),
    ...(answers.way !== 'direct' && { [answers.way]: answers.wayText }),
    ...(group !== '' && { group }),
    ...(color !== 'none' && { color }),
    ...(care !== 'none' && { [care]: true }),
  };
}

function toSignInFields({
  signIn,
  signInText: text,
  keyFile,
}: MoreAnswers): Readonly<Record<string, unknown>> {
  switch (signIn) {
    case 'password':
      return {};
    case 'iam':
      return { iam: text === '' ? true : { profile: text } };
    case 'certificate':
      return { certFile: text, ...(keyFile !== '' && { keyFile }) };
    case 'passwordCommand':
    case 'secret':
      return { [signIn]: text };
  }
}

const SIGN_INS: readonly Choice<SignIn>[] = [
  { label: 'Password', value: 'password', detail: 'Typed, or from ~/.pgpass' },
  { label: 'Password from a command', value: 'passwordCommand', detail: 'Of a password manager' },
  { label: 'IAM', value: 'iam', detail: 'AWS makes a fresh token for every connect' },
  { label: 'AWS Secrets Manager', value: 'secret', detail: 'A secret has the password' },
  { label: 'Client certificate', value: 'certificate', detail: 'The server asks for one' },
];

const WAYS: readonly Choice<Way>[] = [
  { label: 'Directly', value: 'direct', detail: 'Over the network or a VPN' },
  { label: 'SSH', value: 'ssh', detail: 'Through a server that you sign in at by key' },
  {
    label: 'Command',
    value: 'tunnel',
    detail: 'A program that opens a local port, for instance an SSM session',
  },
];

const CARES: readonly Choice<Care>[] = [
  { label: 'Nothing special', value: 'none' },
  { label: 'Production', value: 'production', detail: 'Red, and asks before Lambda is invoked' },
  { label: 'Ask first', value: 'confirm', detail: 'Asks before Lambda is invoked' },
  { label: 'Read-only', value: 'readOnly', detail: 'Changes nothing and invokes nothing' },
];

const COLORS: readonly Choice<ConnectionColor | 'none'>[] = [
  { label: 'None', value: 'none' },
  ...CONNECTION_COLORS.map((color) => ({
    label: color.charAt(0).toUpperCase() + color.slice(1),
    value: color,
  })),
];

type TextQuestion = Omit<InputQuestion, 'value'>;

const notEmpty = (text: string): string | undefined =>
  text.trim() === '' ? 'This must not be empty.' : undefined;

const SIGN_IN_TEXTS: Readonly<Partial<Record<SignIn, TextQuestion>>> = {
  passwordCommand: {
    prompt: 'Command line whose first line of output is the password',
    placeholder: 'op read op://team/orders/password',
    validate: notEmpty,
  },
  iam: { prompt: 'Profile of the AWS configuration. Empty: the usual one', placeholder: 'default' },
  secret: { prompt: 'Name or ARN of the secret', placeholder: 'rds!cluster-1234', validate: notEmpty },
  certificate: {
    prompt: 'File with the certificate, in PEM',
    placeholder: '~/.postgresql/postgresql.crt',
    validate: notEmpty,
  },
};

const WAY_TEXTS: Readonly<Partial<Record<Way, TextQuestion>>> = {
  ssh: {
    prompt: 'SSH server: user@host:port, or a Host of ~/.ssh/config',
    placeholder: 'me@bastion.example.com',
    validate: (text) =>
      parseDestination(text) ? undefined : 'Write it as user@host:port, for instance me@bastion.',
  },
  tunnel: {
    prompt: `Command line that opens the way; ${TUNNEL_PORT} stands for the local port`,
    placeholder: `ssh -N -L ${TUNNEL_PORT}:db.internal:5432 me@bastion`,
    validate: (text) =>
      text.includes(TUNNEL_PORT) ? undefined : `Put ${TUNNEL_PORT} where the local port stands.`,
  },
};

const KEY_FILE: TextQuestion = {
  prompt: 'File with its private key, in PEM. Empty: it stands in the same file',
  placeholder: '~/.postgresql/postgresql.key',
};
const GROUP: TextQuestion = { prompt: 'Group, the heading in lists. Empty: none' };

export const MORE_STEPS: readonly Step<MoreAnswers>[] = [
  { ask: choiceStep('signIn', 'How to sign in', SIGN_INS) },
  {
    skip: ({ signIn }) => !SIGN_IN_TEXTS[signIn],
    ask: textStep('signInText', ({ signIn }) => SIGN_IN_TEXTS[signIn]),
  },
  { skip: ({ signIn }) => signIn !== 'certificate', ask: textStep('keyFile', () => KEY_FILE) },
  { ask: choiceStep('way', 'How to reach the server', WAYS) },
  { skip: ({ way }) => !WAY_TEXTS[way], ask: textStep('wayText', ({ way }) => WAY_TEXTS[way]) },
  { ask: choiceStep('care', 'What to be careful with', CARES) },
  { ask: textStep('group', () => GROUP) },
  { ask: choiceStep('color', 'Colour in lists, the status bar and above results', COLORS) },
];

function choiceStep<K extends 'signIn' | 'way' | 'care' | 'color'>(
  key: K,
  prompt: string,
  choices: readonly Choice<MoreAnswers[K]>[],
) {
  return async (answers: MoreAnswers, prompts: Prompts, step: StepNumber): Promise<Answer<MoreAnswers>> => {
    const answer = await prompts.choose({ prompt, choices, value: answers[key] }, step);
    return answer.kind === 'given' ? { kind: 'given', value: { ...answers, [key]: answer.value } } : answer;
  };
}

function textStep(
  key: 'signInText' | 'keyFile' | 'wayText' | 'group',
  question: (answers: MoreAnswers) => TextQuestion | undefined,
) {
  return async (answers: MoreAnswers, prompts: Prompts, step: StepNumber): Promise<Answer<MoreAnswers>> => {
    const asked = question(answers) ?? GROUP;
    const answer = await prompts.input({ ...asked, value: answers[key] }, step);
    return answer.kind === 'given'
      ? { kind: 'given', value: { ...answers, [key]: answer.value.trim() } }
      : answer;
  };
}
