import type { ExportDialogs } from '../../client/panel/exportDialogs';

/** The user of an export in a test: what they choose, and what they were told, in order. */
export interface ExportUser {
  readonly dialogs: ExportDialogs;
  /** The label that is chosen; undefined: nothing is. */
  choice: string | undefined;
  /** Where files go; undefined: the dialog is closed. */
  path: string | undefined;
  acceptsIncomplete: boolean;
  /** Cancels once some of the work is done. */
  cancels: boolean;
  readonly told: string[];
  readonly clipboard: string[];
}

export function createExportUser(clipboard: string[] = []): ExportUser {
  const told: string[] = [];
  const user: ExportUser = {
    choice: undefined,
    path: undefined,
    acceptsIncomplete: true,
    cancels: false,
    told,
    clipboard,
    dialogs: {
      choose(title, choices) {
        told.push(title);
        return Promise.resolve(choices.find(({ label }) => label === user.choice));
      },
      accept(incomplete) {
        told.push(incomplete);
        return Promise.resolve(user.acceptsIncomplete);
      },
      chooseFile(title, name) {
        told.push(`${title}: ${name}`);
        return Promise.resolve(user.path === undefined ? undefined : { path: user.path });
      },
      follow(title, work) {
        told.push(title);
        const cancel = new AbortController();
        return work(cancel.signal, (share, message) => {
          told.push(`${share} %: ${message}`);
          if (user.cancels) cancel.abort();
        });
      },
      writeClipboard(text) {
        clipboard.push(text);
        return Promise.resolve();
      },
      warn: (message) => told.push(`warning: ${message}`),
      fail: (message) => told.push(`error: ${message}`),
      tellWritten: (message, path) => told.push(`${message} ${path}`),
    },
  };
  return user;
}
