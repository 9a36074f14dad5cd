/** The directories that are open, one for each profile, endpoint and Region that documents need. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findRegion } from '../../core/catalog/regions';
import type { AwsModule, DirectoryPlace, FunctionDirectory } from '../../core/liveNames/model';
import type { AwsSettings } from './settings';

/** What a document's names are looked up in. */
export interface Target {
  /** Of the connection, the settings or the AWS configuration; undefined where none of them names one. */
  readonly region: string | undefined;
  /** The functions of a Region; of the target's own where none is named, undefined where there is none. */
  open(region: string | undefined): FunctionDirectory | undefined;
}

/** The bundle with AWS's SDK: loaded once, when live names are first needed. */
export type LoadAws = () => Promise<AwsModule>;

export const loadAws: LoadAws = async () =>
  (await import(pathToFileURL(join(__dirname, 'aws.js')).href)) as AwsModule;

const NO_REGION =
  'no AWS Region is known. Name one in the setting auroraLambda.aws.region, or in the AWS configuration.';

export class Directories {
  private readonly opened = new Map<string, FunctionDirectory>();
  private module: Promise<AwsModule> | undefined;

  constructor(
    private readonly load: LoadAws,
    /** Gets a sentence for the user's log. */
    private readonly tell: (sentence: string) => void,
  ) {}

  async findTarget({ profile, endpoint, region }: AwsSettings): Promise<Target> {
    this.module ??= this.load();
    const aws = await this.module;
    const own = region ?? (await aws.findDefaultRegion(profile));
    if (own === undefined) this.tell(NO_REGION);
    const open = (wanted = own): FunctionDirectory | undefined => {
      // A Region is part of a host name: what AWS does not have, and nobody configured, is not asked for.
      if (wanted === undefined || (wanted !== own && !findRegion(wanted))) return undefined;
      const options = {
        ...(profile !== undefined && { profile }),
        ...(endpoint !== undefined && { endpoint }),
      };
      return this.open(aws, { ...options, region: wanted });
    };
    return { region: own, open };
  }

  /** Forgets all that is known, and what is under way. */
  closeAll(): void {
    for (const directory of this.opened.values()) directory.close();
    this.opened.clear();
  }

  private open(aws: AwsModule, place: DirectoryPlace): FunctionDirectory {
    const key = JSON.stringify([place.profile, place.endpoint, place.region]);
    const directory = this.opened.get(key) ?? aws.openDirectory(place, this.tell);
    this.opened.set(key, directory);
    return directory;
  }
}
