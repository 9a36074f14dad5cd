import { Console } from 'node:console';
import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  Message,
  StreamMessageReader,
  StreamMessageWriter,
  type Connection,
  type ConnectionOptions,
  type MessageWriter,
} from 'vscode-languageserver/node';
import type { Answered } from './greeting';

/** What the library makes of `--stdio` and `--node-ipc`, but for the one answer that the client has. */
export function connectAnswered({ id, transport }: Answered, options: ConnectionOptions): Connection {
  if (transport === 'ipc') {
    const writer = leaveOut(id, new IPCMessageWriter(process));
    return createConnection(new IPCMessageReader(process), writer, options);
  }
  const writer = leaveOut(id, new StreamMessageWriter(process.stdout));
  const connection = createConnection(new StreamMessageReader(process.stdin), writer, options);
  endWithInput(connection);
  // Standard output is the protocol's.
  globalThis.console = new Console(process.stderr);
  return connection;
}

function leaveOut(id: number | string, writer: MessageWriter): MessageWriter {
  let isLeftOut = false;
  return {
    onError: writer.onError,
    onClose: writer.onClose,
    write: (message) => {
      if (isLeftOut || !Message.isResponse(message) || message.id !== id) return writer.write(message);
      isLeftOut = true;
      return Promise.resolve();
    },
    end: () => writer.end(),
    dispose: () => writer.dispose(),
  };
}

/** Whoever closes it has gone away. */
function endWithInput(connection: Connection): void {
  let isShutDown = false;
  connection.onShutdown(() => {
    isShutDown = true;
  });
  const leave = (): void => process.exit(isShutDown ? 0 : 1);
  process.stdin.on('end', leave).on('close', leave);
}
