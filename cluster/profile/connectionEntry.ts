import { readService } from './libpqDefaults';
import { readProfile, type ProfileReading } from './readProfile';

/**
 * Reads one connection of the settings; what it does not say itself, the service of libpq's service file that it
 * names does.
 */
export function readConnectionEntry(
  value: unknown,
  env: Readonly<Record<string, string | undefined>> = process.env,
): ProfileReading {
  const service = (value as { readonly service?: unknown } | null)?.service;
  if (typeof service !== 'string') return readProfile(value);
  const reading = readService(service, env);
  if (reading.kind === 'found') return readProfile({ ...reading.fields, ...(value as object) });
  const { profile, problems } = readProfile({ host: 'localhost', ...(value as object) });
  const label = profile ? `Connection "${profile.name}"` : 'A connection';
  return { profile: undefined, problems: [...problems, `${label}: ${reading.problem}`] };
}
