import { workspace, type TextDocument } from 'vscode';
import type { BesideRequest, RunSource } from './runRequest';

/** The document's own place in the panel. */
export function sourceOf({ uri }: TextDocument): RunSource {
  return { key: uri.toString(), place: workspace.asRelativePath(uri) };
}

/** For direct invocations, so that they take the place of no results of an editor; `document`: where they come from. */
export function directSourceOf(document: TextDocument | undefined): RunSource {
  const place = document ? sourceOf(document).place : 'Invoke Directly';
  return { key: `direct:${document?.uri.toString() ?? ''}`, place };
}

/** The statement that a direct invocation is taken from, in the document's own results. */
export function besideOf(
  document: TextDocument | undefined,
  sql: string | undefined,
): { readonly beside?: BesideRequest } {
  return document && sql !== undefined ? { beside: { source: sourceOf(document).key, sql } } : {};
}
