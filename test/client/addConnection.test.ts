import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readConnectionUri } from '../../cluster/profile/connectionUri';
import {
  addConnectionSteps,
  EMPTY_DRAFT,
  MORE,
  toPassword,
  toProfile,
  toSettingsEntry,
  type AddConnectionFacts,
} from '../../client/connections/addConnection';
import {
  runSteps,
  type Answer,
  type ChoiceQuestion,
  type InputQuestion,
  type Prompts,
  type StepNumber,
} from '../../client/connections/wizard';

const FACTS: AddConnectionFacts = { takenNames: [], hasWorkspace: true };
const BACK = Symbol('back');
const LEAVE = Symbol('leave');
const ENTER = Symbol('enter');
/** Pressed before the reply that follows. */
const PRESS_MORE = Symbol('more');
type Reply = string | typeof BACK | typeof LEAVE | typeof ENTER | typeof PRESS_MORE;

/** Plays a user: ENTER takes what is proposed; a text that does not pass fails the test with the complaint. */
class Player implements Prompts {
  readonly asked: string[] = [];

  constructor(private readonly replies: Reply[]) {}

  input(question: InputQuestion, step: StepNumber): Promise<Answer<string>> {
    const shown = question.password ? '•'.repeat(question.value.length) : question.value;
    return this.reply(
      `${step.step}/${step.of} ${question.prompt.split(/[,.]/)[0] ?? ''}: ${shown}`,
      step,
      (reply) => {
        const value = reply === ENTER ? question.value : reply;
        assert.equal(question.validate?.(value), undefined);
        return value;
      },
    );
  }

  choose<T>(question: ChoiceQuestion<T>, step: StepNumber): Promise<Answer<T>> {
    const labels = question.choices.map(({ label, value }) =>
      value === question.value ? `[${label}]` : label,
    );
    return this.reply(`${step.step}/${step.of} ${question.prompt}: ${labels.join(' ')}`, step, (reply) => {
      const choice = question.choices.find(({ label, value }) =>
        reply === ENTER ? value === question.value : label === reply,
      );
      assert.ok(choice, `no choice ${String(reply)}`);
      return choice.value;
    });
  }

  private reply<T>(
    asked: string,
    { more }: StepNumber,
    read: (reply: string | typeof ENTER) => T,
  ): Promise<Answer<T>> {
    this.asked.push(asked);
    let reply = this.replies.shift() ?? assert.fail(`no reply to ${asked}`);
    if (reply === PRESS_MORE) {
      this.asked.push(`of ${(more ?? assert.fail('there is no button')).want()}`);
      reply = this.replies.shift() ?? assert.fail(`no reply to ${asked}`);
    }
    assert.ok(reply !== PRESS_MORE);
    if (reply === BACK) return Promise.resolve({ kind: 'back' });
    if (reply === LEAVE) return Promise.resolve({ kind: 'cancelled' });
    return Promise.resolve({ kind: 'given', value: read(reply) });
  }
}

async function add(replies: Reply[], facts = FACTS) {
  const player = new Player(replies);
  const draft = await runSteps(addConnectionSteps(facts), EMPTY_DRAFT, player, MORE);
  assert.deepEqual(replies, [], 'every reply was asked for');
  return { draft, asked: player.asked };
}

async function complaint(reply: string): Promise<string> {
  try {
    await add([reply, LEAVE]);
  } catch (error) {
    return (error as { actual: string }).actual;
  }
  return assert.fail('no complaint');
}

describe('adding a connection', () => {
  test('asks step by step, with proposals', async () => {
    const { draft, asked } = await add([
      'prod.cluster-abc.us-east-1.rds.amazonaws.com',
      ENTER,
      'shop',
      'ada',
      ENTER,
      's3cret',
      ENTER,
      'Workspace settings',
    ]);
    assert.deepEqual(asked, [
      '1/8 Host of the cluster: ',
      '2/8 Port of the PostgreSQL endpoint: 5432',
      '3/8 Database to connect to: postgres',
      '4/8 Role to connect as: postgres',
      '5/8 Encryption: [verify-full] verify-ca require disable',
      '6/8 Password: ',
      '7/8 Name of the connection: prod',
      '8/8 Where to write the connection: [User settings] Workspace settings',
    ]);
    assert.ok(draft);
    assert.deepEqual(toSettingsEntry(draft), {
      name: 'prod',
      host: 'prod.cluster-abc.us-east-1.rds.amazonaws.com',
      database: 'shop',
      user: 'ada',
    });
    assert.equal(toPassword(draft), 's3cret');
    assert.equal(draft.scope, 'workspace');
  });

  test('a pasted URI answers all it can, and its password does not reach the settings', async () => {
    const uri = 'postgres://ada:p%40ss@db.example.com:6543/shop?sslmode=require';
    const { draft, asked } = await add([uri, 'orders', ENTER]);
    assert.deepEqual(asked.slice(1), [
      '2/3 Name of the connection: db',
      '3/3 Where to write the connection: [User settings] Workspace settings',
    ]);
    assert.ok(draft);
    const entry = toSettingsEntry(draft);
    assert.deepEqual(entry, {
      name: 'orders',
      host: 'db.example.com',
      port: 6543,
      database: 'shop',
      user: 'ada',
      ssl: 'require',
    });
    assert.equal(toPassword(draft), 'p@ss');
    const reading = readConnectionUri(uri);
    assert.deepEqual(toProfile(draft), reading.kind === 'read' && { ...reading.profile, name: 'orders' });
  });

  test('a URI without a password still asks for one; empty means later', async () => {
    const { draft, asked } = await add(['postgres://ada@localhost/shop', '', ENTER], {
      ...FACTS,
      hasWorkspace: false,
    });
    assert.deepEqual(asked.slice(1), ['2/3 Password: ', '3/3 Name of the connection: shop']);
    assert.equal(draft && toPassword(draft), undefined);
  });

  test('back keeps the answer as the proposal', async () => {
    const { draft, asked } = await add([
      'localhost',
      '5433',
      BACK,
      ENTER,
      ENTER,
      ENTER,
      'disable',
      '',
      'mine',
      ENTER,
    ]);
    assert.deepEqual(asked.slice(1, 5), [
      '2/8 Port of the PostgreSQL endpoint: 5432',
      '3/8 Database to connect to: postgres',
      '2/8 Port of the PostgreSQL endpoint: 5433',
      '3/8 Database to connect to: postgres',
    ]);
    assert.equal(asked[6], '5/8 Encryption: verify-full verify-ca require [prefer] disable');
    assert.ok(draft);
    const { port, ssl } = toSettingsEntry(draft);
    assert.deepEqual({ port, ssl }, { port: 5433, ssl: 'disable' });
  });

  test('the times of a URI are kept, those that are usual are left out', async () => {
    const uri = 'postgres://ada@db.example.com/shop?connect_timeout=30&keepalives_idle=7';
    const { draft } = await add([uri, '', 'mine', ENTER]);
    assert.ok(draft);
    const { connectTimeoutMs, keepAliveMs } = toSettingsEntry(draft);
    assert.deepEqual({ connectTimeoutMs, keepAliveMs }, { connectTimeoutMs: 30_000, keepAliveMs: 7_000 });
    assert.equal(toProfile(draft)?.connectTimeoutMs, 30_000);
    const { draft: usual } = await add(['postgres://ada@db.example.com/shop', '', 'mine', ENTER]);
    assert.ok(usual);
    assert.ok(!('connectTimeoutMs' in toSettingsEntry(usual)));
  });

  test('leaving adds nothing', async () => {
    assert.equal((await add(['localhost', LEAVE])).draft, undefined);
  });

  test('an address that can be none says what to type', async () => {
    const whole = 'Type the host alone, or the whole as postgres://user@host:5432/database.';
    assert.equal(await complaint(' '), 'Type the host, for instance localhost.');
    assert.equal(await complaint('db.example.com:5432'), whole);
    assert.equal(await complaint('ada@db.example.com'), whole);
    assert.equal(await complaint('mysql://db.example.com'), whole);
    assert.match(await complaint('postgres://db/x?sslmode=bogus'), /"sslmode" must be one of/);
  });

  test('a name that is taken is not proposed and not accepted', async () => {
    const facts = { hasWorkspace: false, takenNames: ['shop', 'shop-2'] };
    const replies = ['postgres://ada:x@localhost/shop', 'shop'];
    await assert.rejects(add(replies, facts), /There is a connection of this name already/);
    const { draft } = await add(['postgres://ada:x@localhost/shop', ENTER], facts);
    assert.equal(draft?.name, 'shop-3');
    await assert.rejects(add(['postgres://a:b@h/d', 'sandbox'], facts), /is the embedded cluster/);
  });

  test('more is asked at the end of whoever presses the button, wherever they stand', async () => {
    const { draft, asked } = await add([
      PRESS_MORE,
      'postgres://ada:x@db.example.com/shop',
      'orders',
      ENTER,
      'Client certificate',
      '~/ada.crt',
      '',
      'SSH',
      'me@bastion:2222',
      'Production',
      'Shop',
      'Red',
    ]);
    assert.deepEqual(asked, [
      '1/8 Host of the cluster: ',
      'of 13',
      '2/8 Name of the connection: db',
      '3/8 Where to write the connection: [User settings] Workspace settings',
      '4/8 How to sign in: [Password] Password from a command IAM AWS Secrets Manager Client certificate',
      '5/10 File with the certificate: ',
      '6/10 File with its private key: ',
      '7/10 How to reach the server: [Directly] SSH Command',
      '8/11 SSH server: user@host:port: ',
      '9/11 What to be careful with: [Nothing special] Production Ask first Read-only',
      '10/11 Group: ',
      '11/11 Colour in lists, the status bar and above results: [None] Red Orange Yellow Green Blue Purple Gray',
    ]);
    assert.ok(draft);
    assert.deepEqual(toSettingsEntry(draft), {
      name: 'orders',
      host: 'db.example.com',
      database: 'shop',
      user: 'ada',
      certFile: '~/ada.crt',
      ssh: 'me@bastion:2222',
      group: 'Shop',
      color: 'red',
      production: true,
    });
    assert.ok(toProfile(draft), 'what comes of it can be read');
  });

  const MORE_REPLIES: readonly [Reply[], object][] = [
    [['IAM', '', 'Directly', 'Nothing special', '', 'None'], { iam: true }],
    [['IAM', 'work', 'Directly', 'Ask first', '', 'None'], { iam: { profile: 'work' }, confirm: true }],
    [
      ['AWS Secrets Manager', 'orders/ada', 'Directly', 'Read-only', '', 'None'],
      { secret: 'orders/ada', readOnly: true },
    ],
    [
      ['Password from a command', 'pass db', 'Command', 'x ${port}', 'Nothing special', '', 'Blue'],
      { passwordCommand: 'pass db', tunnel: 'x ${port}', color: 'blue' },
    ],
  ];
  for (const [replies, expected] of MORE_REPLIES)
    test(`more: ${String(replies[0])} makes ${JSON.stringify(expected)}`, async () => {
      const uri = 'postgres://ada:x@db.example.com/shop';
      const { draft } = await add([uri, PRESS_MORE, 'orders', ...replies], { ...FACTS, hasWorkspace: false });
      assert.ok(draft);
      const own = { name: 'orders', host: 'db.example.com', database: 'shop', user: 'ada' };
      assert.deepEqual(toSettingsEntry(draft), { ...own, ...expected });
      assert.ok(toProfile(draft));
      assert.equal(toPassword(draft), undefined, 'the password of the URI is of no use');
    });

  test('an SSH server that can be none, and a command without a port, say what to type', async () => {
    const start = ['postgres://ada:x@h/d', PRESS_MORE, 'orders', ENTER] satisfies Reply[];
    const ofWay = async (way: string, text: string): Promise<string> => {
      try {
        await add([...start, way, text], { ...FACTS, hasWorkspace: false });
      } catch (error) {
        return (error as { actual: string }).actual;
      }
      return assert.fail('no complaint');
    };
    assert.match(await ofWay('SSH', 'ssh me@h'), /^Write it as user@host:port/);
    assert.match(await ofWay('Command', 'ssh -N me@h'), /^Put \$\{port\} where/);
  });
});
