import { createConnection, LSPErrorCodes, type ConnectionStrategy } from 'vscode-languageserver/node';
import { connectAnswered } from './start/connectAnswered';
import type { Answered } from './start/greeting';
import { keepYoungGeneration } from './start/youngGeneration';
import { startServer } from './server';

/** Answers a request that was cancelled before its turn came, instead of working on it. */
const DROP_CANCELLED: ConnectionStrategy = {
  // The library puts in the request's id.
  cancelUndispatched: () => ({
    jsonrpc: '2.0',
    id: null,
    error: { code: LSPErrorCodes.RequestCancelled, message: 'The request was cancelled.' },
  }),
};

/**
 * Runs the language server until its client says exit or goes away. `answered`: the client's `initialize`, where it has
 * its answer; it is still to be delivered. Without it the transport is the one that the process's arguments name:
 * `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME`; it throws when they name none.
 */
export function serve(answered: Answered | undefined): void {
  keepYoungGeneration();
  const options = { connectionStrategy: DROP_CANCELLED };
  startServer(answered ? connectAnswered(answered, options) : createConnection(options));
}
