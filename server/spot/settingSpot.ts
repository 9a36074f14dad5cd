import { SETTINGS, type Setting } from '../../core/catalog/settings';
import type { Span } from '../../core/span';
import { parseString } from '../../core/sql/strings';
import type { Token } from '../../core/sql/tokens';
import type { QualifiedName } from './qualifiedName';

export interface SettingSpot {
  readonly kind: 'setting';
  readonly setting: Setting;
  readonly span: Span;
}

/** `SET aws_lambda.connect_timeout_ms`, `SHOW …`. */
export function findNamedSetting({ schema, name, span }: QualifiedName): SettingSpot | undefined {
  return toSpot(`${schema}.${name}`, span);
}

/** `current_setting('aws_lambda.connect_timeout_ms')`, `set_config(…)`: there the letter case does not count. */
export function findQuotedSetting(token: Token): SettingSpot | undefined {
  if (token.kind !== 'string') return undefined;
  const { value, offsetAt } = parseString(token);
  return toSpot(value.toLowerCase(), { start: offsetAt(0), end: offsetAt(value.length) });
}

function toSpot(name: string, span: Span): SettingSpot | undefined {
  const setting = SETTINGS.find((one) => one.name === name);
  return setting && { kind: 'setting', setting, span };
}
