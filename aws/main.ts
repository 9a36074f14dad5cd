/**
 * A bundle of its own, with AWS's SDK in it: the language server loads it when live names are turned on, a connection
 * when AWS has its password.
 */
import type { AwsModule } from '../core/liveNames/model';
import { createDirectory } from './directory';
import { createLambdaApi, findDefaultRegion as readDefaultRegion } from './lambdaApi';

// Which Node runs a language server, its editor decides: the SDK's advice to update it is of no use to the user.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** For one question: getting credentials, three attempts and the pauses between them. */
const DEADLINE_MS = 15_000;

export const openDirectory: AwsModule['openDirectory'] = (place, tell) => {
  const options = { now: () => performance.now(), tell, deadlineMs: DEADLINE_MS };
  return createDirectory(createLambdaApi(place), place, options);
};

export { createToken, readPassword } from './databaseAuth';
export { invokeFunction } from './invokeFunction';

export const findDefaultRegion: AwsModule['findDefaultRegion'] = readDefaultRegion;
