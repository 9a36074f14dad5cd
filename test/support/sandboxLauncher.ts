/** A program of its own that launches a sandbox, so that tests can kill it. `node sandboxLauncher.js OPTIONS` */
import { startSandbox, type SandboxOptions } from '../../cluster/sandbox/launch';

const [, , options = '{}'] = process.argv;

startSandbox(JSON.parse(options) as SandboxOptions).then(
  (handle) => process.stdout.write(`${JSON.stringify({ port: handle.port, attached: handle.attached })}\n`),
  (error: unknown) => process.stdout.write(`${JSON.stringify({ error: String(error) })}\n`),
);
