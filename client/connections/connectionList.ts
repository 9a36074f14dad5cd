/** Connections as lists show them: those of no group first, then group by group. */
import type { ConnectionColor } from '../../core/catalog/connectionColors';
import type { ConnectionProfile } from '../../cluster/profile/profile';
import { describePlace } from './profiles';

export interface ConnectionItem {
  readonly kind: 'connection';
  readonly profile: ConnectionProfile;
  readonly label: string;
  readonly description: string;
  readonly color?: ConnectionColor;
}

export type ListItem = ConnectionItem | { readonly kind: 'group'; readonly label: string };

/** Groups stand in the order in which the settings first name them. */
export function listConnections(profiles: readonly ConnectionProfile[]): readonly ListItem[] {
  const groups = [...new Set(profiles.map(({ group }) => group ?? ''))].sort(
    (one, other) => Number(one !== '') - Number(other !== ''),
  );
  return groups.flatMap((name) => {
    const members = profiles.filter(({ group = '' }) => group === name).map(toItem);
    return name === '' ? members : [{ kind: 'group', label: name } as const, ...members];
  });
}

function toItem(profile: ConnectionProfile): ConnectionItem {
  const { name, color, production, readOnly } = profile;
  const marks = [production && 'production', readOnly && 'read-only'].filter((mark) => mark);
  const description = [...marks, describePlace(profile)].join(' · ');
  return { kind: 'connection', profile, label: name, description, ...(color && { color }) };
}
