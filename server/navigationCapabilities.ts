import type { ServerCapabilities } from 'vscode-languageserver';

/** The features that read a document as a whole or lead from one place of it to another. */
export const NAVIGATION_CAPABILITIES: ServerCapabilities = {
  inlayHintProvider: true,
};
