import { connect } from 'node:net';

/** When nobody listens at the port of this machine any more. */
export async function untilClosed(port: number): Promise<void> {
  for (;;) {
    const refused = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(false)).once('error', () => resolve(true));
      socket.once('connect', () => socket.destroy());
    });
    if (refused) return;
  }
}
