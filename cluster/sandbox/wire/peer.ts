import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const ROOT = 0;
/** Columns of the tables: local address, remote address, owner. */
const [LOCAL, REMOTE, UID] = [1, 2, 7];

/**
 * Whether the process at the other end may connect. Whoever connects runs the workspace's handlers as this user, and
 * on loopback anybody on the machine could; Linux tells whose the other end is. Elsewhere the answer is true.
 */
export async function isOwnPeer(socket: Socket): Promise<boolean> {
  const me = process.getuid?.();
  if (process.platform !== 'linux' || me === undefined) return true;
  const tables = await Promise.all(TABLES.map((path) => readFile(path, 'utf8').catch(() => undefined)));
  // Without these tables, which every ordinary Linux has, there is nothing to tell by.
  if (tables.every((table) => table === undefined)) return true;
  const owner = findOwner(tables.join('\n'), socket.remotePort ?? 0, socket.localPort ?? 0);
  return owner === me || owner === ROOT;
}

/** The user id of the socket whose local port is `port`, connected to `to`; both on this machine. */
export function findOwner(table: string, port: number, to: number): number | undefined {
  for (const line of table.split('\n')) {
    const columns = line.trim().split(/\s+/);
    if (readPort(columns[LOCAL]) === port && readPort(columns[REMOTE]) === to) return Number(columns[UID]);
  }
  return undefined;
}

/** `0100007F:07E8` -> 2024 */
function readPort(address: string | undefined): number {
  return parseInt(address?.split(':')[1] ?? '', 16);
}
