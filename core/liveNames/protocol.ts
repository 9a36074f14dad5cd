/** What an editor and the language server call by the same name. */

/** The command that forgets what AWS said of Lambda functions. */
export const REFRESH_COMMAND = 'auroraLambda.server.refreshFunctions';

/** The settings that the server asks its client for. */
export const AWS_SECTION = 'auroraLambda.aws';
