import type { Client, ClientChannel } from 'ssh2';
import type { SshModule, SshTunnelRequest } from '../sshTunnel';
import type { Tunnel } from '../tunnel';
import { forwardPort } from './forwardPort';
import { findHops, type Hop } from './hops';
import { openHop } from './openHop';

/** Signs in at the SSH server, through those before it, and opens a local port that leads on from there. */
export const openSshTunnel: SshModule['openSshTunnel'] = async (request) => {
  const hops = findHops(request.ssh);
  const clients: Client[] = [];
  const close = (): void => {
    for (const client of clients.reverse()) client.end();
  };
  try {
    for (const hop of hops) clients.push(await reach(hop, request, clients.at(-1)));
    return await lead(request, clients, close);
  } catch (error) {
    close();
    throw error;
  }
};

async function reach(hop: Hop, request: SshTunnelRequest, before: Client | undefined): Promise<Client> {
  const sock = before && (await openChannel(before, hop));
  const client = await openHop(hop, { ...request, sock });
  // Without a listener, a connection that breaks would end the process; what breaks is told by its end.
  client.on('error', () => undefined);
  return client;
}

async function lead(
  request: SshTunnelRequest,
  clients: readonly Client[],
  disconnect: () => void,
): Promise<Tunnel> {
  const last = clients.at(-1);
  if (!last) throw new Error('There is no SSH server to go through.');
  const { target, ssh, idleMs, timeoutMs } = request;
  const openOn = (): Promise<ClientChannel> => openChannel(last, target, `the SSH server ${ssh.host}`);
  // Once in advance: what can't be reached from there is told before anybody connects.
  (await openOn()).destroy();
  let isOpen = true;
  const close = (): void => {
    isOpen = false;
    forwarded.close();
    disconnect();
  };
  const arrivalMs = Math.max(idleMs, timeoutMs);
  const forwarded = await forwardPort({ openChannel: openOn, idleMs, arrivalMs, onIdle: close });
  last.on('close', close);
  const { port, hold, failure } = forwarded;
  return { port, hold, failure, close, isOpen: () => isOpen };
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
