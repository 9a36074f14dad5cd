/** The language server's program: `server.js --stdio`, or `--node-ipc` as VS Code starts it. */
import { serve } from './serve';

serve();
