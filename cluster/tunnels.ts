import type { ConnectionProfile } from './profile';
import { openTunnel, type Tunnel } from './tunnel';

/** The open tunnels, one for each connection that has one. Whoever opens sessions keeps one of these and closes it. */
export class Tunnels {
  private readonly open = new Map<string, Promise<Tunnel>>();

  /**
   * Where the connection's server is to be reached: at the tunnel's port, its certificate still being that of its
   * own host. Rejects with a sentence for the user.
   */
  async locate(profile: ConnectionProfile, signal?: AbortSignal): Promise<ConnectionProfile> {
    const { tunnel: command } = profile;
    if (command === undefined) return profile;
    const { port } = await this.find(command, profile, signal);
    return { ...profile, host: '127.0.0.1', port, certificateName: profile.host };
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
  private find(command: string, profile: ConnectionProfile, signal?: AbortSignal): Promise<Tunnel> {
    const open = (): Promise<Tunnel> => openTunnel(command, profile.connectTimeoutMs, signal);
    const before = this.open.get(command);
    const found = before ? before.then((tunnel) => (tunnel.isOpen ? tunnel : open()), open) : open();
    this.open.set(command, found);
    return found;
  }
}
