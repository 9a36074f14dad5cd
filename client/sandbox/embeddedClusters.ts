/** The embedded clusters that this window uses: one a folder, started when first used. */
import type { ConnectionProfile } from '../../cluster/profile/profile';
import type { ClusterPlace } from './place';

/** A cluster that runs, in a process of its own. */
export interface Cluster {
  readonly profile: ConnectionProfile;
  /** False where another window or program had started it: then it is not ours to end. */
  readonly isOurs: boolean;
  /** Ends the process; resolves when it has gone. */
  readonly stop: () => Promise<void>;
  /** Resolves when the process has ended, however that came. */
  readonly ended: Promise<void>;
}

/** Rejects with a sentence for the user. */
export type StartCluster = (place: ClusterPlace) => Promise<Cluster>;

interface Entry {
  readonly place: ClusterPlace;
  readonly starting: Promise<Cluster>;
}

export class EmbeddedClusters {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly start: StartCluster) {}

  /**
   * The place's cluster, started if there is none; a start that failed is tried again next time. One that serves
   * another functions folder, because the setting has changed, is ended first.
   */
  find(place: ClusterPlace): Promise<Cluster> {
    const known = this.entries.get(place.folder);
    if (known && known.place.functionsFolder === place.functionsFolder) return known.starting;
    const starting = known ? this.end(known).then(() => this.start(place)) : this.start(place);
    const entry = { place, starting };
    this.entries.set(place.folder, entry);
    const forget = (): void => this.forget(entry);
    starting.then(({ ended }) => void ended.then(forget), forget);
    return starting;
  }

  /** Whether `find` need not start it. */
  isStarted({ folder }: ClusterPlace): boolean {
    return this.entries.has(folder);
  }

  /** Ends the place's cluster, where there is one. False: it is not ours and still runs. */
  async stop({ folder }: ClusterPlace): Promise<boolean> {
    const entry = this.entries.get(folder);
    return entry ? this.end(entry) : true;
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.entries.values()].map((entry) => this.end(entry)));
  }

  private async end(entry: Entry): Promise<boolean> {
    this.forget(entry);
    const cluster = await entry.starting.catch(() => undefined); // one that did not start needs no end
    await cluster?.stop();
    return cluster?.isOurs ?? true;
  }

  private forget(entry: Entry): void {
    if (this.entries.get(entry.place.folder) === entry) this.entries.delete(entry.place.folder);
  }
}
