import { NO_ANSWERS, type KeyQuestions } from '../credentials/keyQuestions';
import type { ConnectionProfile } from '../profile/profile';
import { loadSsh, type LoadSsh } from './sshTunnel';
import { openTunnel, type Tunnel } from './tunnel';

export interface TunnelOptions {
  readonly questions?: KeyQuestions;
  /** After so long without a connection an SSH tunnel closes. */
  readonly idleMs?: number;
  readonly loadSsh?: LoadSsh;
}

/** Longer than it takes to connect again after an attempt that failed. */
const IDLE_MS = 10_000;

type Open = (profile: ConnectionProfile, signal?: AbortSignal) => Promise<Tunnel>;

/** The open tunnels, one for each way. Whoever opens sessions keeps one of these and closes it. */
export class Tunnels {
  private readonly open = new Map<string, Promise<Tunnel>>();

  constructor(private readonly options: TunnelOptions = {}) {}

  /**
   * Where the connection's server is to be reached: at the tunnel's port, its certificate still being that of its
   * own host. Rejects with a sentence for the user.
   */
  async locate(profile: ConnectionProfile, signal?: AbortSignal): Promise<ConnectionProfile> {
    const { host, port } = profile;
    if (!profile.tunnel && !profile.ssh) return profile;
    const tunnel = await this.find(profile, signal);
    const realServer = { host, port, failure: () => tunnel.failure?.() };
    return { ...profile, host: '127.0.0.1', port: tunnel.port, realServer };
  }

  closeAll(): void {
    for (const tunnel of this.open.values())
      void tunnel.then(
        ({ close }) => close(),
        () => undefined,
      );
    this.open.clear();
  }

  /** Whoever asks while one is being opened waits for it: a second would be nobody's to close. */
  private find(profile: ConnectionProfile, signal?: AbortSignal): Promise<Tunnel> {
    const { tunnel: command, ssh, host, port } = profile;
    const key = JSON.stringify(command ?? [ssh, host, port]);
    const open = (): Promise<Tunnel> => this.start(profile, signal);
    const reuse = (tunnel: Tunnel): Tunnel | Promise<Tunnel> => {
      if (!tunnel.isOpen()) return open();
      tunnel.hold?.();
      return tunnel;
    };
    const before = this.open.get(key);
    const found = before ? before.then(reuse, open) : open();
    this.open.set(key, found);
    return found;
  }

  private readonly start: Open = async (profile, signal) => {
    const { tunnel: command, ssh, host, port, connectTimeoutMs, keepAliveMs } = profile;
    if (!ssh) return openTunnel(command ?? '', connectTimeoutMs, signal);
    const { questions = NO_ANSWERS, idleMs = IDLE_MS } = this.options;
    const { openSshTunnel } = await (this.options.loadSsh ?? loadSsh)();
    return openSshTunnel({
      ssh,
      target: { host, port },
      timeoutMs: connectTimeoutMs,
      keepAliveMs,
      idleMs,
      questions,
      ...(signal && { signal }),
    });
  };
}
