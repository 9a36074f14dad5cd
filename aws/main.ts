/** What the language server loads when live names are turned on: a bundle of its own, with the SDK in it. */
import type { AwsModule } from '../core/liveNames/model';
import { createDirectory } from './directory';
import { createLambdaApi, findDefaultRegion as readDefaultRegion } from './lambdaApi';

export const openDirectory: AwsModule['openDirectory'] = (place, tell) =>
  createDirectory(createLambdaApi(place), place, { now: () => performance.now(), tell });

export const findDefaultRegion: AwsModule['findDefaultRegion'] = readDefaultRegion;
