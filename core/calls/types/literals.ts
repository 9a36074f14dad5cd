/** Whether PostgreSQL takes an untyped literal as a value of a type, as it does before it runs anything. */
import { LAMBDA_ARN_TYPE } from '../../catalog/invoke';
import { baseOf } from './declaredTypes';
import { isPlainJsonPath } from './jsonPath';
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
    bit: /^[01]{1,64}$/,
    varbit: /^[01]{1,64}$/,
    inet: /^(?:(?:\d|[1-9]\d|1\d\d)\.){3}(?:\d|[1-9]\d|1\d\d)$/,
  }),
);
/** Elements of arrays that are values for certain, the word NULL among them. */
const CERTAIN_ITEM = new Map(
  Object.entries({
    text: '[a-z0-9_-]+',
    varchar: '[a-z0-9_-]+',
    name: '[a-z0-9_-]+',
    int2: '-?\\d{1,4}',
    int4: '-?\\d{1,9}',
    int8: '-?\\d{1,18}',
    numeric: '-?\\d{1,50}(?:\\.\\d{1,50})?',
    float8: '-?\\d{1,15}(?:\\.\\d{1,15})?',
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
  const element = elementOf(type);
  if (element !== undefined) return refuseArray(text, element);
  if (type === 'regconfig') return TEXT_SEARCH_CONFIGURATIONS.has(text) ? undefined : 'unsure';
  if (type === 'jsonpath') return isPlainJsonPath(text) ? undefined : 'unsure';
  return CERTAIN.get(type)?.test(text) && !YEAR_0.test(text) ? undefined : 'unsure';
}

/** array_in, of one dimension and plain elements. */
function refuseArray(text: string, element: TypeId): Refusal | 'unsure' | undefined {
  if (!/^\s*[{[]/.test(text)) {
    const detail = 'Array value must start with "{" or dimension information.';
    return { sqlstate: '22P02', message: `malformed array literal: "${text}"`, detail };
  }
  const item = CERTAIN_ITEM.get(baseOf(element));
  const isPlain = item !== undefined && new RegExp(`^\\{${item}(?:,${item})*\\}$`, 'i').test(text);
  return isPlain || text === '{}' ? undefined : 'unsure';
}

/** Those that every database has from the start. */
const TEXT_SEARCH_CONFIGURATIONS = new Set(
  'simple arabic danish dutch english finnish french german hungarian indonesian irish italian lithuanian nepali norwegian portuguese romanian russian spanish swedish tamil turkish'.split(
    ' ',
  ),
);
