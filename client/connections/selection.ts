/** Which connection a file's SQL runs on. */
import { SANDBOX_NAME, type ConnectionProfile } from '../../cluster/profile/profile';

/** `missing`: the name is of no connection any more; nothing else is run on in its place. */
export type Selection =
  | { readonly kind: 'sandbox' }
  | { readonly kind: 'server'; readonly profile: ConnectionProfile }
  | { readonly kind: 'missing'; readonly name: string };

/** Folder → name of the connection that was selected in the status bar. */
export type SelectedNames = Readonly<Record<string, string>>;

export const SANDBOX_LABEL = 'Embedded cluster';

/**
 * What was selected for the folder, else what the setting says. A folder is what a selection is for: all files of
 * a workspace folder share it, so that what one sees in one file holds in the next.
 */
export function findSelection(
  folder: string,
  selected: SelectedNames,
  configured: string,
  profiles: readonly ConnectionProfile[],
): Selection {
  const name = selected[folder] ?? configured;
  if (name === SANDBOX_NAME) return { kind: 'sandbox' };
  const profile = profiles.find((candidate) => candidate.name === name);
  return profile ? { kind: 'server', profile } : { kind: 'missing', name };
}

/**
 * The workspace folder that a selection is kept for: the document's own. Files of no folder share a selection, kept
 * for ''. What is no file yet, and a command where none is open, go with the first folder, as the embedded cluster
 * does: who has selected a connection and opens a new editor means to go on there.
 */
export function selectionFolder(
  own: string | undefined,
  isFile: boolean,
  folders: readonly string[],
): string {
  return own ?? (isFile ? undefined : folders[0]) ?? '';
}

/** The connection that users know by this label. */
export function findLabelled(label: string, profiles: readonly ConnectionProfile[]): Selection {
  const profile = profiles.find(({ name }) => name === label);
  if (profile) return { kind: 'server', profile };
  return label === SANDBOX_LABEL ? { kind: 'sandbox' } : { kind: 'missing', name: label };
}

export function selectionLabel(selection: Selection): string {
  switch (selection.kind) {
    case 'sandbox':
      return SANDBOX_LABEL;
    case 'server':
      return selection.profile.name;
    case 'missing':
      return selection.name;
  }
}
