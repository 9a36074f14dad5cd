import { createConnection, LSPErrorCodes, type ConnectionStrategy } from 'vscode-languageserver/node';
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
 * Runs the language server until its client says exit or goes away. The transport is the one that the process's
 * arguments name: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME`; it throws when they name none.
 */
export function serve(): void {
  startServer(createConnection({ connectionStrategy: DROP_CANCELLED }));
}
