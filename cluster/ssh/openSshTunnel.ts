import type { Client, ClientChannel } from 'ssh2';
import { aborted } from '../waiting/aborted';
import { Deadline } from '../waiting/deadline';
import type { SshModule, SshTunnelRequest } from '../tunnel/sshTunnel';
import type { Tunnel } from '../tunnel/tunnel';
import { forwardPort } from './forwardPort';
import { findHops, type Hop } from './hops';
import { openHop } from './openHop';
import { startProxyCommand } from './proxyCommand';

const GOODBYE_MS = 500;

/** Signs in at the SSH server, through those before it, and opens a local port that leads on from there. */
export const openSshTunnel: SshModule['openSshTunnel'] = async (request) => {
  const hops = findHops(request.ssh);
  const clients: Client[] = [];
  const close = (): void => {
    for (const client of clients.reverse()) disconnect(client);
  };
  try {
    for (const hop of hops) clients.push(await reach(hop, request, clients.at(-1)));
    return await lead(request, clients, close);
  } catch (error) {
    close();
    throw error;
  }
};

/** One that does not hear the goodbye, because the network is gone, is left. */
function disconnect(client: Client): void {
  client.end();
  setTimeout(() => client.destroy(), GOODBYE_MS).unref();
}

async function reach(hop: Hop, request: SshTunnelRequest, before: Client | undefined): Promise<Client> {
  const sock = before && (await inTime(openChannel(before, hop), { ...request, target: hop }));
  const way = { ...request, sock };
  const client = await (hop.proxyCommand === undefined || before
    ? openHop(hop, way)
    : openByProgram(hop, hop.proxyCommand, request));
  // Without a listener, a connection that breaks would end the process; what breaks is told by its end.
  client.on('error', () => undefined);
  return client;
}

/** The program of its ProxyCommand ends with the connection. */
async function openByProgram(hop: Hop, command: string, request: SshTunnelRequest): Promise<Client> {
  const { sock, findFault } = startProxyCommand(command);
  try {
    const client = await openHop(hop, { ...request, sock });
    client.on('close', () => sock.destroy());
    return client;
  } catch (error) {
    const fault = request.signal?.aborted ? undefined : findFault();
    sock.destroy();
    if (fault === undefined) throw error;
    const message = `The SSH server ${hop.host}:${hop.port} was not reached: the program of its ProxyCommand ${fault}. Run ssh ${request.ssh.host} in a terminal to see why.`;
    throw new Error(message, { cause: error });
  }
}

async function lead(
  request: SshTunnelRequest,
  clients: readonly Client[],
  closeAll: () => void,
): Promise<Tunnel> {
  const last = clients.at(-1);
  if (!last) throw new Error('There is no SSH server to go through.');
  const { target, ssh, idleMs, timeoutMs } = request;
  const openOn = (): Promise<ClientChannel> => openChannel(last, target, `the SSH server ${ssh.host}`);
  // Once in advance: what can't be reached from there is told before anybody connects.
  (await inTime(openOn(), request)).destroy();
  let isOpen = true;
  const close = (): void => {
    isOpen = false;
    forwarded.close();
    closeAll();
  };
  const arrivalMs = Math.max(idleMs, timeoutMs);
  const forwarded = await forwardPort({ openChannel: openOn, idleMs, arrivalMs, onIdle: close });
  last.on('close', close);
  const { port, hold, failure } = forwarded;
  return { port, hold, failure, close, isOpen: () => isOpen };
}

/** An SSH server may wait for minutes for one that does not answer. */
async function inTime(
  channel: Promise<ClientChannel>,
  { target: { host, port }, timeoutMs, signal }: SshTunnelRequest,
): Promise<ClientChannel> {
  const deadline = new Deadline(timeoutMs);
  const late = deadline.passed.catch((error: unknown) => {
    const message = `${host}:${port} did not answer the SSH server within ${timeoutMs / 1000} s. Check host, port and what that server may reach, or raise connectTimeoutMs.`;
    throw new Error(message, { cause: error });
  });
  const cancelled = aborted(signal).catch((error: unknown) => {
    throw new Error('Connecting was cancelled.', { cause: error });
  });
  try {
    return await Promise.race([channel, late, cancelled]);
  } finally {
    deadline.clear();
  }
}

/** A way from the server to another. Rejects with a sentence for the user. */
function openChannel(
  client: Client,
  { host, port }: { readonly host: string; readonly port: number },
  from = 'the SSH server before it',
): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    client.forwardOut('127.0.0.1', 0, host, port, (error, channel) => {
      if (!error) return resolve(channel);
      const reason = error.message.replace(/^\(SSH\) Channel open failure:\s*/, '');
      const message = `${host}:${port} can't be reached from ${from}: ${reason || 'no reason given'}. Check host and port, and what that server may reach.`;
      reject(new Error(message, { cause: error }));
    });
  });
}
