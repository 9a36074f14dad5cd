import { CommanderError } from 'commander';
import { CommandFailure, EXIT } from './exitCode';
import { createProgram } from './program';
import { reasonOf } from './source';
import { visibleBlock } from './terminal';

// A reader that goes away (`| head`), or a terminal, is no fault. What runs may have something to stop first.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') endUnwritten(stream, error);
    if (!process.emit('SIGPIPE', 'SIGPIPE')) process.exit(process.exitCode ?? EXIT.ok);
  });
}

/** A full disk, say. Nobody may take what was written for all there is. */
function endUnwritten(stream: NodeJS.WriteStream, error: Error): never {
  // Where standard error is full too there is nowhere to say it.
  if (stream === process.stdout)
    process.stderr.write(`aurora-lambda-sql: The output can't be written: ${reasonOf(error)}.\n`);
  // Where something listens for a reader that goes away, statements run, or have.
  process.exit(process.listenerCount('SIGPIPE') > 0 ? EXIT.failed : EXIT.usage);
}

async function main(): Promise<void> {
  try {
    await createProgram().parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}

/**
 * One clear line, and the exit code; commander has written its own line by then. The line may name what stands in a
 * file, or what a server said.
 */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof CommandFailure) {
    process.stderr.write(`aurora-lambda-sql: ${visibleBlock(error.message)}\n`);
    return error.exitCode;
  }
  throw error;
}

void main();
