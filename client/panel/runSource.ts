import { workspace, type TextDocument } from 'vscode';
import type { RunSource } from './runRequest';

/** The document's own place in the panel. */
export function sourceOf({ uri }: TextDocument): RunSource {
  return { key: uri.toString(), place: workspace.asRelativePath(uri) };
}

/** For an invocation that no document asked for. */
export const DIRECT_SOURCE: RunSource = { key: 'invokeDirectly', place: 'Invoke Directly' };
