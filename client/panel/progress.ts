import type { ToWebview } from './protocol';

/** How often the webview hears that rows came, in milliseconds. */
const EVERY_MS = 100;

/** Passes messages on; of those that tell how many rows there are, the newest now and then. */
export interface Progress {
  post(message: ToWebview): void;
  /** Forgets what was held back. */
  stop(): void;
}

export function createProgress(post: (message: ToWebview) => void): Progress {
  const held = new Map<number, ToWebview>();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    for (const message of held.values()) post(message);
    held.clear();
  };
  return {
    post(message) {
      if (message.kind === 'progress') {
        held.set(message.index, message);
        timer ??= setTimeout(flush, EVERY_MS);
        return;
      }
      if (message.kind === 'statement') held.delete(message.statement.index);
      post(message);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      held.clear();
    },
  };
}
