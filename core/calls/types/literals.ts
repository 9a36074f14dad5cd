/** Whether PostgreSQL takes an untyped literal as a value of a type, as it does before it runs anything. */
import { LAMBDA_ARN_TYPE } from '../../catalog/invoke';
import { baseOf } from './declaredTypes';
import { refuseJson } from './jsonText';
import { refuseRecord } from './recordText';
import type { Refusal } from './refusal';
import { elementOf, LAMBDA_ARN_COLUMNS, type TypeId } from './typeFacts';

/** Texts that are values for certain; others may be. */
const CERTAIN = new Map(
  Object.entries({
    bool: /^\s*(?:t|true|f|false|y|yes|n|no|on|off|1|0)\s*$/i,
    int2: /^\s*[-+]?\d{1,4}\s*$/,
    int4: /^\s*[-+]?\d{1,9}\s*$/,
    int8: /^\s*[-+]?\d{1,18}\s*$/,
    numeric: /^\s*[-+]?\d{1,50}(?:\.\d{1,50})?\s*$/,
    float4: /^\s*[-+]?\d{1,9}(?:\.\d{1,9})?\s*$/,
    float8: /^\s*[-+]?\d{1,15}(?:\.\d{1,15})?\s*$/,
    date: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/,
    time: /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/,
    timestamp: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])(?: (?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?$/,
    timestamptz:
      /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])(?: (?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?$/,
    interval: /^\d{1,6}(?: (?:second|minute|hour|day|week|month|year)s?)?$/,
    uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    bytea: /^(?:\\x(?:[0-9a-f]{2})*|[^\\]*)$/i,
    _text: /^\{(?:[a-z0-9]+(?:,[a-z0-9]+)*)?\}$/i,
    bit: /^[01]{1,64}$/,
    varbit: /^[01]{1,64}$/,
    inet: /^(?:(?:\d|[1-9]\d|1\d\d)\.){3}(?:\d|[1-9]\d|1\d\d)$/,
  }),
);
const ANY_TEXT = new Set(['text', 'varchar', 'bpchar', 'name', 'char', 'unknown', 'any', 'refcursor']);
/** There is no year 0. */
const YEAR_0 = /^0000/;

export function takesAnyText(type: TypeId): boolean {
  return ANY_TEXT.has(baseOf(type));
}

/** undefined: it takes it · `unsure`: that can't be told from here. */
export function refuseLiteral(text: string, target: TypeId): Refusal | 'unsure' | undefined {
  const type = baseOf(target);
  if (takesAnyText(type)) return undefined;
  if (type === 'json' || type === 'jsonb') return refuseJson(text, type);
  if (type === LAMBDA_ARN_TYPE) return refuseRecord(text, LAMBDA_ARN_COLUMNS.length);
  if (elementOf(type) !== undefined && text === '{}') return undefined;
  return CERTAIN.get(type)?.test(text) && !YEAR_0.test(text) ? undefined : 'unsure';
}
