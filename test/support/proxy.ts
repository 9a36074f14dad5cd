/** A TCP relay in front of a server, for tests of what a network does. */
import { connect, createServer, type Socket } from 'node:net';

export interface Proxy {
  readonly host: string;
  readonly port: number;
  /** Connections accepted so far. */
  readonly accepted: () => number;
  /** Connections that are left. */
  readonly open: () => number;
  /** Resolves when no connection is left. */
  readonly untilUnused: () => Promise<void>;
  /** Resets every connection. */
  readonly cut: () => void;
  /** From now on nothing goes through, on new connections neither, and nobody is told. */
  readonly stall: () => void;
  /** On connections beyond so many nothing goes through, and nobody is told. */
  readonly leadOnly: (connections: number) => void;
  /** New connections are neither stalled nor truncated any more; others stay as they are. */
  readonly heal: () => void;
  /** Lets so many more bytes through to each client, those to come too, and ends its connection there. */
  readonly truncate: (bytes: number) => void;
  /** Ends the way to each client, as if the server had said goodbye, and goes on listening to it. */
  readonly halfClose: () => void;
  /** From now on everything takes so much longer, each way. */
  readonly delay: (ms: number) => void;
  /** Ends it. */
  readonly stop: () => Promise<void>;
}

/** One client and its server. */
class Relay {
  private stalled = false;
  /** Bytes that still go through to the client. */
  private left = Infinity;
  private delayMs = 0;
  private readonly far: Socket;

  constructor(
    private readonly near: Socket,
    target: { host: string; port: number },
    onEnd: () => void,
  ) {
    this.far = connect(target.port, target.host);
    for (const socket of [near, this.far]) socket.on('error', () => socket.destroy());
    near.on('data', (bytes) => this.pass(bytes, this.far, near));
    near.on('end', () => (this.stalled ? near.destroy() : this.later(() => this.far.end())));
    near.on('close', () => {
      this.far.destroy();
      onEnd();
    });
    this.far
      .on('data', (bytes) => this.answer(bytes))
      .on('close', () => this.later(() => near.destroySoon()));
  }

  stall(): void {
    this.stalled = true;
  }

  truncate(bytes: number): void {
    this.left = bytes;
  }

  delay(ms: number): void {
    this.delayMs = ms;
  }

  halfClose(): void {
    this.far.pause();
    this.near.end();
  }

  cut(): void {
    for (const socket of [this.near, this.far]) socket.resetAndDestroy();
  }

  /** Without a reset: one that meets a socket which is just being ended leaves the process spinning at its exit. */
  end(): void {
    for (const socket of [this.near, this.far]) socket.destroy();
  }

  private answer(bytes: Buffer): void {
    const through = bytes.subarray(0, this.left);
    this.left -= through.length;
    this.pass(through, this.near, this.far);
    if (this.left > 0) return;
    this.near.end();
    this.far.destroy();
  }

  private pass(bytes: Buffer, to: Socket, from: Socket): void {
    if (this.stalled) return;
    this.later(() => {
      if (to.write(bytes)) return;
      from.pause();
      to.once('drain', () => from.resume());
    });
  }

  private later(act: () => void): void {
    if (this.delayMs > 0) setTimeout(act, this.delayMs);
    else act();
  }
}

export async function startProxy(target: { host: string; port: number }, host = '127.0.0.1'): Promise<Proxy> {
  const relays = new Set<Relay>();
  const waiting = new Set<() => void>();
  let accepted = 0;
  let most = Infinity;
  let stalled = false;
  let delayMs = 0;
  let left = Infinity;
  const forget = (relay: Relay): void => {
    relays.delete(relay);
    if (relays.size === 0) for (const resolve of [...waiting]) resolve();
  };
  const server = createServer({ allowHalfOpen: true }, (near) => {
    accepted++;
    const relay = new Relay(near, target, () => forget(relay));
    relays.add(relay);
    if (stalled || accepted > most) relay.stall();
    relay.truncate(left);
    relay.delay(delayMs);
  });
  await new Promise<void>((resolve, reject) => server.on('error', reject).listen(0, host, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const toAll = (change: (relay: Relay) => void) => (): void => relays.forEach(change);
  const cut = toAll((relay) => relay.cut());
  return {
    host,
    port: address.port,
    accepted: () => accepted,
    open: () => relays.size,
    untilUnused: async () => {
      if (relays.size > 0) await new Promise<void>((resolve) => waiting.add(resolve));
    },
    cut,
    stall: () => {
      stalled = true;
      toAll((relay) => relay.stall())();
    },
    leadOnly: (connections) => {
      most = connections;
    },
    heal: () => {
      stalled = false;
      left = Infinity;
    },
    truncate: (bytes) => {
      left = bytes;
      toAll((relay) => relay.truncate(bytes))();
    },
    halfClose: toAll((relay) => relay.halfClose()),
    delay: (ms) => {
      delayMs = ms;
      toAll((relay) => relay.delay(ms))();
    },
    stop: () => {
      toAll((relay) => relay.end())();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
