import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { KeyQuestions } from '../../../cluster/credentials/keyQuestions';
import type { ConnectionProfile } from '../../../cluster/profile/profile';
import { readProfile } from '../../../cluster/profile/readProfile';
import { openSession } from '../../../cluster/session/session';
import { Tunnels } from '../../../cluster/tunnel/tunnels';
import { startPostgres, type Postgres } from '../../support/postgres';
import { startProxy } from '../../support/proxy';
import { makeFolder } from '../../support/sandbox';
import { run, rowsOf, failureOf } from '../../support/session';
import { makeKey, startSshServer, type SshServer } from '../../support/sshServer';

const folder = makeFolder();
const home = join(folder, 'home');
mkdirSync(join(home, '.ssh'), { recursive: true });
// Everything that is read of the user's is read from here.
process.env['HOME'] = home;
const configure = (text: string): void => writeFileSync(join(home, '.ssh', 'config'), text);
configure('HashKnownHosts no\n');
delete process.env['SSH_AUTH_SOCK'];

const PASSPHRASE = 'päss phrase';
const key = makeKey(folder, 'key');
const locked = makeKey(folder, 'locked', 'ed25519', PASSPHRASE);
const stranger = makeKey(folder, 'stranger');

let postgres: Postgres;
let bastion: SshServer;
let caFile: string;
let knownHostsFile: string;
before(async () => {
  postgres = await startPostgres({ version: 16, tls: true });
  caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, postgres.ca ?? '');
  bastion = await startSshServer({ lets: [key.publicKey, locked.publicKey], hostKeys: ['ed25519', 'rsa'] });
  knownHostsFile = join(folder, 'known_hosts');
  writeFileSync(knownHostsFile, bastion.knownHosts.map((line) => `${line}\n`).join(''));
});
after(async () => {
  await bastion.stop();
  await postgres.stop();
});

/** A connection by the name that stands in the server's certificate; `ssh`: what differs from the usual way. */
function profileOf(ssh: object = {}, more: object = {}): ConnectionProfile {
  const way = {
    host: bastion.host,
    port: bastion.port,
    user: bastion.user,
    keyFile: key.file,
    knownHostsFile,
  };
  const entry = { name: 'p', host: 'localhost', port: postgres.port, ssl: 'verify-full', caFile };
  const { profile, problems } = readProfile({ ...entry, ssh: { ...way, ...ssh }, ...more });
  return profile ?? assert.fail(problems.join());
}

const loadSsh = () => import('../../../cluster/ssh/main');
function createTunnels(questions?: Partial<KeyQuestions>, idleMs = 60_000): Tunnels {
  const tunnels = new Tunnels({
    loadSsh,
    idleMs,
    questions: {
      getPassphrase: () => assert.fail('asked for a passphrase'),
      trustHost: () => assert.fail('asked for a host'),
      ...questions,
    },
  });
  // What a failed test leaves open would keep the process.
  after(() => tunnels.closeAll());
  return tunnels;
}

async function open(tunnels: Tunnels, profile: ConnectionProfile) {
  const locate = () => tunnels.locate(profile);
  const opened = await openSession({ locate, getPassword: () => Promise.resolve(undefined) });
  assert.ok(opened.kind === 'open', opened.kind === 'failed' ? opened.failure.message : '');
  return opened.session;
}

/** The sentence for which nothing was opened. */
async function refusal(profile: ConnectionProfile, questions?: Partial<KeyQuestions>): Promise<string> {
  const tunnels = createTunnels(questions);
  try {
    await tunnels.locate(profile);
  } catch (error) {
    return (error as Error).message;
  }
  return assert.fail('the tunnel was opened');
}

describe('through an SSH server', () => {
  test('SQL runs, can be cancelled, and the certificate is that of the host itself', async () => {
    const tunnels = createTunnels();
    const session = await open(tunnels, profileOf());
    const { outcomes } = await run(session, 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
    assert.deepEqual(rowsOf(outcomes[0]), [['t']]);
    const cancelled = await run(session, 'SELECT pg_sleep(600)', {}, (event) => {
      if (event.kind === 'statementStarted') setImmediate(() => void session.cancel());
    });
    assert.equal(cancelled.reason, 'cancelled');
    assert.ok(session.isConnected);
    await session.close();
  });

  test('a large result comes whole', async () => {
    const tunnels = createTunnels();
    const session = await open(tunnels, profileOf());
    const { outcomes } = await run(session, "SELECT length(repeat('x', 30000000)), repeat('y', 30000000)");
    const [[length, text] = []] = rowsOf(outcomes[0]);
    assert.equal(length, '30000000');
    assert.equal(text?.length, 30_000_000);
    await session.close();
  });

  test('a server with the certificate of another host is refused, and told by its own name', async () => {
    const tunnels = createTunnels();
    // The name leads nowhere; the server behind the tunnel is reached by its address.
    const profile = { ...profileOf({}, { host: '127.0.0.2' }) };
    const proxy = await startProxy(postgres, '127.0.0.2');
    const locate = () => tunnels.locate({ ...profile, port: proxy.port });
    const opened = await openSession({ locate, getPassword: () => Promise.resolve(undefined) });
    assert.ok(opened.kind === 'failed');
    assert.match(opened.failure.message, /^The server's certificate is not for the name 127\.0\.0\.2\./);
    await proxy.stop();
  });

  test('one tunnel leads all sessions, and closes when the last has ended', async () => {
    const tunnels = createTunnels({}, 1);
    const [first, second] = await Promise.all([open(tunnels, profileOf()), open(tunnels, profileOf())]);
    const { port } = first.profile ?? assert.fail();
    assert.equal(second.profile?.port, port);
    await first.close();
    assert.deepEqual(rowsOf((await run(second, 'SELECT 1')).outcomes[0]), [['1']]);
    const gone = bastion.nextDisconnect();
    await second.close();
    await gone;
    const again = await open(tunnels, profileOf());
    assert.notEqual(again.profile?.port, port);
    await again.close();
  });

  test('a tunnel that breaks ends what runs in one message, and the next run goes through a new one', async () => {
    const relay = await startProxy(bastion);
    const own = await relayProfile(relay.port);
    const tunnels = createTunnels();
    const session = await open(tunnels, own);
    const sleeps = "DO $$ BEGIN RAISE NOTICE 'here'; PERFORM pg_sleep(600); END $$; SELECT 2;";
    const broken = await run(session, sleeps, {}, (event) => {
      if (event.kind === 'notice') relay.cut();
    });
    assert.equal(broken.reason, 'failed');
    assert.equal(broken.outcomes.length, 1);
    assert.match(failureOf(broken.outcomes[0]).message, /connection to the server was lost/);
    const next = await run(session, 'SELECT 3');
    assert.deepEqual(rowsOf(next.outcomes[0]), [['3']]);
    await session.close();
    await relay.stop();
  });

  test('a database that the SSH server can not reach is told', async () => {
    assert.equal(
      await refusal(profileOf({}, { port: 1 })),
      `localhost:1 can't be reached from the SSH server 127.0.0.1: Connection refused. Check host and port, and what that server may reach.`,
    );
  });

  test('a database that does not answer the SSH server is not waited for longer than was said', async () => {
    // Addresses of TEST-NET-1 (RFC 5737) are nobody's; where a network refuses them at once, that is told.
    const message = await refusal({ ...profileOf({}, { host: '192.0.2.1' }), connectTimeoutMs: 1_000 });
    assert.match(
      message,
      /^192\.0\.2\.1:\d+ (?:did not answer the SSH server within 1 s|can't be reached from)/,
    );
  });

  test('a database that is gone later is told by the same reason', async () => {
    const relay = await startProxy(postgres);
    const tunnels = createTunnels();
    const profile = profileOf({}, { host: '127.0.0.1', port: relay.port });
    await (await open(tunnels, profile)).close();
    await relay.stop();
    const locate = () => tunnels.locate(profile);
    const opened = await openSession({ locate, getPassword: () => Promise.resolve(undefined) });
    assert.ok(opened.kind === 'failed');
    assert.match(
      opened.failure.message,
      /can't be reached from the SSH server 127\.0\.0\.1: Connection refused/,
    );
  });
});

/** Through a relay in front of the SSH server, whose key is known under the relay's port. */
async function relayProfile(port: number): Promise<ConnectionProfile> {
  const file = join(folder, `known_${port}`);
  writeFileSync(file, bastion.knownHosts.map((line) => `${line.replace(/:\d+ /, `:${port} `)}\n`).join(''));
  return Promise.resolve(profileOf({ port, knownHostsFile: file }));
}

describe('the key of the SSH server', () => {
  test('that nobody knows is asked about with its fingerprint, and remembered after a yes', async () => {
    const file = join(folder, 'new', 'known_hosts');
    const asked: unknown[] = [];
    const trustHost: KeyQuestions['trustHost'] = (host) => Promise.resolve(asked.push(host) > 0);
    const tunnels = createTunnels({ trustHost });
    await (await open(tunnels, profileOf({ knownHostsFile: file }))).close();
    const [host] = asked as { fingerprint: string }[];
    assert.deepEqual(asked, [
      { name: `[127.0.0.1]:${bastion.port}`, keyType: 'ED25519', fingerprint: host?.fingerprint },
    ]);
    assert.match(host?.fingerprint ?? '', /^SHA256:[A-Za-z0-9+/]{43}$/);
    assert.equal(readFileSync(file, 'utf8'), `${bastion.knownHosts[0] ?? ''}\n`);
    const again = createTunnels();
    await (await open(again, profileOf({ knownHostsFile: file }))).close();
  });

  test('is remembered without its name where the SSH configuration says so, as ssh-keygen finds it', async () => {
    configure('HashKnownHosts yes\n');
    const file = join(folder, 'hashed');
    const tunnels = createTunnels({ trustHost: () => Promise.resolve(true) });
    await (await open(tunnels, profileOf({ knownHostsFile: file }))).close();
    assert.ok(!readFileSync(file, 'utf8').includes('127.0.0.1'));
    const found = execFileSync('ssh-keygen', ['-F', `[127.0.0.1]:${bastion.port}`, '-f', file], {
      encoding: 'utf8',
    });
    assert.match(found, /found: line 1/);
    await (await open(createTunnels(), profileOf({ knownHostsFile: file }))).close();
  });

  test('is not accepted after a no, nor where nobody can be asked', async () => {
    const file = join(folder, 'none');
    const profile = profileOf({ knownHostsFile: file });
    assert.match(await refusal(profile, { trustHost: () => Promise.resolve(false) }), /was not trusted\.$/);
    assert.match(
      await refusal(profile, { trustHost: () => Promise.resolve(undefined) }),
      /is not in known_hosts yet, and nobody can be asked here\. It shows the ED25519 key SHA256:/,
    );
    assert.ok(!existsSync(file));
  });

  test('that has changed is refused unasked, with the line that has the old one', async () => {
    const file = join(folder, 'changed');
    const [type, old] = stranger.publicKey.split(' ');
    writeFileSync(file, `# mine\n[127.0.0.1]:${bastion.port} ${type ?? ''} ${old ?? ''}\n`);
    const message = await refusal(profileOf({ knownHostsFile: file }));
    assert.match(message, /is not the one that line 2 of .*changed has: it shows the ED25519 key SHA256:/);
    assert.match(message, new RegExp(`ssh-keygen -R '\\[127\\.0\\.0\\.1\\]:${bastion.port}'$`));
  });

  test('that is known by one of its keys is asked for that one', async () => {
    const file = join(folder, 'rsa');
    writeFileSync(file, `${bastion.knownHosts[1] ?? ''}\n`);
    const tunnels = createTunnels();
    await (await open(tunnels, profileOf({ knownHostsFile: file }))).close();
  });

  test('that is revoked is refused', async () => {
    const file = join(folder, 'revoked');
    writeFileSync(file, `@revoked ${bastion.knownHosts[0] ?? ''}\n`);
    assert.match(await refusal(profileOf({ knownHostsFile: file })), /shows a key that line 1 of .* revokes/);
  });
});

describe('signing in', () => {
  test('with a key that has a passphrase asks for it until it is right, and tells the one that was', async () => {
    const given: (string | undefined)[] = [];
    const kept: string[] = [];
    const replies = ['wrong', PASSPHRASE];
    const tunnels = createTunnels({
      getPassphrase: (_key, problem) => {
        given.push(problem);
        return Promise.resolve(replies.shift());
      },
      keepPassphrase: (file, passphrase) =>
        Promise.resolve(void kept.push(`${file.use} ${file.path} ${passphrase}`)),
    });
    await (await open(tunnels, profileOf({ keyFile: locked.file }))).close();
    assert.deepEqual(given, [undefined, `The passphrase does not open ${locked.file}.`]);
    assert.deepEqual(kept, [`ssh ${locked.file} ${PASSPHRASE}`]);
  });

  test('with the keys of an agent asks for no passphrase', async () => {
    const agent = join(folder, 'agent');
    const program = spawn('ssh-agent', ['-D', '-a', agent], { stdio: ['ignore', 'pipe', 'inherit'] });
    // It listens when it says where.
    await once(program.stdout, 'data');
    const { file } = makeKey(folder, 'lent', 'rsa');
    execFileSync('ssh-add', ['-q', key.file], { env: { ...process.env, SSH_AUTH_SOCK: agent } });
    await (await open(createTunnels(), profileOf({ agent, keyFile: file }))).close();
    await (await open(createTunnels(), profileOf({ agent, keyFile: locked.file }))).close();
    program.kill();
    await once(program, 'close');
  });

  test('goes on to the keys of files where the agent does not answer', async () => {
    const tunnels = createTunnels({ getPassphrase: () => Promise.resolve(PASSPHRASE) });
    await (await open(tunnels, profileOf({ agent: join(folder, 'no agent'), keyFile: locked.file }))).close();
  });

  test('with a key that is not known there, or not there at all, says what was tried', async () => {
    const stop = new RegExp(
      `^The SSH server 127\\.0\\.0\\.1:${bastion.port} did not let user ${bastion.user} in \\(tried: ${stranger.file}\\)\\.`,
    );
    assert.match(await refusal(profileOf({ keyFile: stranger.file })), stop);
    assert.match(
      await refusal(profileOf({ keyFile: join(folder, 'nope') })),
      /the key file can't be read \(ENOENT/,
    );
    assert.match(await refusal(profileOf({ keyFile: caFile })), /holds no private key that can be read/);
    assert.match(
      await refusal(profileOf({ keyFile: locked.file }), { getPassphrase: () => Promise.resolve(undefined) }),
      /the passphrase of .* was not given/,
    );
  });

  test('where no SSH server listens, or none that one understands, is told', async () => {
    assert.equal(
      await refusal(profileOf({ port: 1 })),
      'No SSH server answers at 127.0.0.1:1. Check host and port of "ssh".',
    );
    assert.match(
      await refusal(profileOf({ port: postgres.port })),
      /^The SSH (?:connection|server) .*127\.0\.0\.1:/,
    );
    assert.match(
      await refusal(profileOf({ host: 'no-such-host.invalid' })),
      /host name no-such-host\.invalid is not known/,
    );
  });

  test('a server that says nothing is not waited for longer than was said; cancelling ends it', async () => {
    const silent = await startProxy(bastion);
    silent.stall();
    const profile = profileOf({ port: silent.port });
    assert.match(
      await refusal({ ...profile, connectTimeoutMs: 100 }),
      /^The SSH server 127\.0\.0\.1:\d+ did not answer within 0\.1 s\./,
    );
    const controller = new AbortController();
    const opening = createTunnels().locate(profile, controller.signal);
    controller.abort();
    await assert.rejects(opening, /^Error: Connecting was cancelled\.$/);
    await silent.stop();
  });
});

describe('the SSH configuration', () => {
  test('gives what the settings leave out, from files that it includes too', async () => {
    mkdirSync(join(home, '.ssh', 'conf.d'));
    writeFileSync(
      join(home, '.ssh', 'conf.d', 'work'),
      `Host bast*\n  HostName ${bastion.host}\n  Port ${bastion.port}\n  User ${bastion.user}\n  IdentityFile ${key.file}\n`,
    );
    configure(`Include conf.d/*\nHost *\n  UserKnownHostsFile ~/.ssh/hosts\n`);
    appendFileSync(join(home, '.ssh', 'hosts'), readFileSync(knownHostsFile));
    const tunnels = createTunnels();
    await (await open(tunnels, { ...profileOf(), ssh: { host: 'bastion' } })).close();
  });

  test('may lead through a server before', async () => {
    const inner = await startSshServer({ lets: [key.publicKey] });
    configure(
      [
        `Host *\n  IdentityFile ${key.file}\n  User ${bastion.user}\n  UserKnownHostsFile ${knownHostsFile} ~/.ssh/inner`,
        `Host outer\n  HostName ${bastion.host}\n  Port ${bastion.port}`,
        `Host inner\n  HostName ${inner.host}\n  Port ${inner.port}\n  ProxyJump outer`,
      ].join('\n'),
    );
    writeFileSync(join(home, '.ssh', 'inner'), `${inner.knownHosts[0] ?? ''}\n`);
    const tunnels = createTunnels();
    const session = await open(tunnels, { ...profileOf(), ssh: { host: 'inner' } });
    assert.deepEqual(rowsOf((await run(session, 'SELECT 1')).outcomes[0]), [['1']]);
    await session.close();
    await inner.stop();
  });
});

describe('a ProxyCommand of the SSH configuration', () => {
  const script = join(folder, 'pipe.cjs');
  const seen = join(folder, 'seen.json');
  writeFileSync(
    script,
    `require('node:fs').writeFileSync(${JSON.stringify(seen)}, JSON.stringify([process.pid, ...process.argv.slice(2)]));
const way = require('node:net').connect(Number(process.argv.at(-1).split('=')[1]), '127.0.0.1');
process.stdin.pipe(way).pipe(process.stdout);`,
  );
  const pipe = `${process.execPath} ${script}`;
  const readSeen = () => JSON.parse(readFileSync(seen, 'utf8')) as [number, ...string[]];
  const bastionHost = () => `HostName ${bastion.host}\n  Port ${bastion.port}\n  IdentityFile ${key.file}`;
  const throughConfig = (more: object = {}): ConnectionProfile => ({
    ...profileOf({}, more),
    ssh: { host: 'bastion', user: bastion.user, knownHostsFile },
  });
  async function untilGone(pid: number): Promise<void> {
    for (;;) {
      try {
        process.kill(pid, 0);
      } catch {
        return;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  test('is the way there, with its tokens, and ends with the tunnel', async () => {
    const command = `sh -c "${pipe} --target %h --name '%n  50%%' %r --parameters 'portNumber=%p'"`;
    configure(`Host bastion\n  ProxyCommand=${command}\n  ${bastionHost()}\n`);
    const tunnels = createTunnels();
    const session = await open(tunnels, throughConfig());
    assert.deepEqual(rowsOf((await run(session, 'SELECT 1')).outcomes[0]), [['1']]);
    const [pid, ...words] = readSeen();
    const parameter = `portNumber=${bastion.port}`;
    assert.deepEqual(words, [
      ...['--target', bastion.host, '--name', 'bastion  50%', bastion.user],
      ...['--parameters', parameter],
    ]);
    await session.close();
    tunnels.closeAll();
    await untilGone(pid);
  });

  test('that ends takes what runs with it, and the next run starts another', async () => {
    configure(`Host bastion\n  ProxyCommand ${pipe} portNumber=%p\n  ${bastionHost()}\n`);
    const tunnels = createTunnels();
    const session = await open(tunnels, throughConfig());
    const [pid] = readSeen();
    const sleeps = "DO $$ BEGIN RAISE NOTICE 'here'; PERFORM pg_sleep(600); END $$";
    const broken = await run(session, sleeps, {}, (event) => {
      if (event.kind === 'notice') process.kill(pid);
    });
    assert.match(failureOf(broken.outcomes[0]).message, /connection to the server was lost/);
    assert.equal((await run(session, 'SELECT 1')).reason, 'completed');
    assert.notEqual(readSeen()[0], pid);
    await session.close();
    tunnels.closeAll();
  });

  test('or a ProxyJump: the first counts, though it be none', async () => {
    const works = async (lines: string) => {
      configure(`${lines}\n  ${bastionHost()}\n`);
      await (await open(createTunnels(), throughConfig())).close();
    };
    await works('Host bastion\n  ProxyCommand none\nHost *\n  ProxyJump nowhere.invalid');
    await works('Host bastion\n  ProxyJump none\nHost *\n  ProxyCommand exit 1');
    await works(`Host bastion\n  ProxyCommand ${pipe} p=%p\nHost *\n  ProxyJump nowhere.invalid`);
    configure(`Host bastion\n  ProxyJump nowhere.invalid\n  ProxyCommand exit 1\n`);
    assert.match(await refusal(throughConfig()), /host name nowhere\.invalid is not known/);
  });

  test('leads to the first of several SSH servers, too', async () => {
    const inner = await startSshServer({ lets: [key.publicKey] });
    configure(
      `Host outer\n  ProxyCommand ${pipe} p=%p\n  ${bastionHost()}\n  User ${bastion.user}\n  UserKnownHostsFile ${knownHostsFile}\nHost bastion\n  HostName ${inner.host}\n  Port ${inner.port}\n  IdentityFile ${key.file}\n  ProxyJump outer\n`,
    );
    const file = join(folder, 'known_inner');
    writeFileSync(file, `${inner.knownHosts[0] ?? ''}\n`);
    const profile = throughConfig();
    const ssh = { host: 'bastion', user: inner.user, knownHostsFile: file };
    await (await open(createTunnels(), { ...profile, ssh })).close();
    await inner.stop();
  });

  const FAULTS = [
    [
      'fails',
      'sh -c "echo TargetNotConnected, password=hunter2secret >&2; exit 254"',
      /^The SSH server 127\.0\.0\.1:\d+ was not reached: the program of its ProxyCommand ended with 254: TargetNotConnected, password=<secret>\. Run ssh bastion in a terminal to see why\.$/,
    ],
    ['does not exist', 'no-such-program %h', /the program of its ProxyCommand ended with 127: .*not found/],
    ['has a token that ssh does not know', 'nc %x %p', /has "%x", which ssh does not know there/],
  ] as const;
  for (const [name, command, message] of FAULTS) {
    test(`that ${name} is told`, async () => {
      configure(`Host bastion\n  ProxyCommand ${command}\n  ${bastionHost()}\n`);
      assert.match(await refusal(throughConfig()), message);
    });
  }

  test('that leads nowhere is not waited for longer than was said, and is ended', async () => {
    const pidFile = join(folder, 'pid');
    const command = `sh -c "echo $$ > ${pidFile}; echo still looking >&2; sleep 600; :"`;
    configure(`Host bastion\n  ProxyCommand ${command}\n  ${bastionHost()}\n`);
    assert.match(
      await refusal(throughConfig({ connectTimeoutMs: 2_000 })),
      /the program of its ProxyCommand led nowhere in time(?:: still looking)?\. Run ssh bastion/,
    );
    if (existsSync(pidFile)) await untilGone(Number(readFileSync(pidFile, 'utf8')));
    const controller = new AbortController();
    const opening = createTunnels().locate(throughConfig(), controller.signal);
    controller.abort();
    await assert.rejects(opening, /^Error: Connecting was cancelled\.$/);
  });

  test('gets no name that a shell would read as more, whoever wrote it', async () => {
    configure('Host *\n  ProxyCommand echo %h %r\n');
    const of = (host: string, user = 'me') => refusal({ ...profileOf(), ssh: { host, user } });
    for (const host of ['$(id)', 'a;id', '`id`', '-oProxyCommand=id', "a'b", 'a|b'])
      assert.match(await of(host), /can't stand in the ProxyCommand/);
    assert.match(await of('host', 'me&id'), /^"me&id" can't stand in the ProxyCommand for host/);
  });

  test("is the user's own: the settings of a connection have none", () => {
    const ssh = { host: 'h', proxyCommand: 'id' };
    const { profile, problems } = readProfile({ name: 'p', host: 'h', ssh });
    assert.deepEqual([profile, problems.length], [undefined, 1]);
  });
});
