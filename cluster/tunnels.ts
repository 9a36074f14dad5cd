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

  private async find(command: string, profile: ConnectionProfile, signal?: AbortSignal): Promise<Tunnel> {
    const known = await this.open.get(command)?.catch(() => undefined);
    if (known?.isOpen) return known;
    const opening = openTunnel(command, profile.connectTimeoutMs, signal);
    this.open.set(command, opening);
    opening.catch(() => this.open.delete(command));
    return opening;
  }
}
