/**
 * The embedded cluster's process: `node sandbox.js --data DIR --functions DIR [--port N] [--region R] [--account A]`.
 * Prints one line of JSON (see announcement.ts) and serves until its standard input ends: so it never outlives
 * whoever started it. Handlers' logs go to standard error.
 */
import { formatAnnouncement, type Announcement } from './announcement';
import { requireArguments, UsageError } from './arguments';
import { DataDirError } from './dataDir';
import { EngineEnded } from './engine/engine';
import { openSandbox, type Sandbox } from './sandbox';

function announce(announcement: Announcement): void {
  process.stdout.write(formatAnnouncement(announcement));
}

/** What ends the process from outside: whoever started it is gone, or wants it gone. */
function waitForEnd(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.on('end', resolve).on('close', resolve).on('error', resolve).resume();
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

function describeFailure(error: unknown): string {
  if (error instanceof UsageError || error instanceof DataDirError) return error.message;
  if (error instanceof EngineEnded) return `PostgreSQL ended and can't be started again: ${error.message}`;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'The port is in use. Choose another, or 0 for any free one.';
  if (code === 'EACCES') return 'The port needs more rights than this user has. Choose one above 1023.';
  return message;
}

async function open(): Promise<Sandbox | undefined> {
  try {
    const sandbox = await openSandbox(requireArguments(process.argv.slice(2)), __dirname);
    announce(sandbox ? { kind: 'ready', owner: sandbox.owner } : { kind: 'owned' });
    return sandbox;
  } catch (error) {
    announce({ kind: 'failed', message: describeFailure(error) });
    return undefined;
  }
}

async function main(): Promise<number> {
  // Whoever read this may be gone; the end of standard input says so too.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const ended = waitForEnd();
  const opened = open();
  const sandbox = await Promise.race([opened, ended]);
  if (!sandbox) return 1;
  // However the process ends, handlers end with it.
  process.on('exit', () => sandbox.stopHandlers());
  const reason = await Promise.race([ended, sandbox.served.then(() => undefined, describeFailure)]);
  if (reason !== undefined) process.stderr.write(`${reason}\n`);
  await sandbox.close();
  return reason === undefined ? 0 : 1;
}

void main().then((code) => process.exit(code));
