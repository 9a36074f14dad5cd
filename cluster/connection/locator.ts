import { loadClientCertificate } from '../credentials/clientCertificate';
import { NO_ANSWERS } from '../credentials/keyQuestions';
import type { ConnectionProfile } from '../profile/profile';
import { Tunnels, type TunnelOptions } from '../tunnel/tunnels';

/** From a connection as it was written down to one that can be made now. Whoever opens sessions keeps one. */
export class Locator {
  private readonly tunnels: Tunnels;

  constructor(private readonly options: TunnelOptions = {}) {
    this.tunnels = new Tunnels(options);
  }

  /**
   * Where the server is to be reached, through a tunnel that may have to be opened, and with what certificate one says
   * who one is. Rejects with a sentence for the user.
   */
  async locate(profile: ConnectionProfile, signal?: AbortSignal): Promise<ConnectionProfile> {
    const clientCertificate = await loadClientCertificate(profile, this.options.questions ?? NO_ANSWERS);
    const located = await this.tunnels.locate(profile, signal);
    return clientCertificate ? { ...located, clientCertificate } : located;
  }

  /** Ends the tunnels. */
  closeAll(): void {
    this.tunnels.closeAll();
  }
}
