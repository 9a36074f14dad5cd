/**
 * The language server's program: `server.js --stdio`, or `--node-ipc` as VS Code starts it. It is small: the server
 * itself, `languageServer.js`, is loaded behind the answer to `initialize`.
 */
import { createRequire } from 'node:module';
import { greet } from './start/greeting';
import type { serve } from './serve';

interface LanguageServer {
  readonly serve: typeof serve;
}

greet((answered) => {
  const server = createRequire(__filename)('./languageServer.js') as LanguageServer;
  server.serve(answered);
});
