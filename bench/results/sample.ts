/** What is read and shown: ten columns of the types that tables are made of. */
import type { Column } from '../../core/invocation/outcome';

/** The statement that gives so many rows. */
export const createQuery = (rows: number): string =>
  `SELECT n AS id, 'customer ' || n AS customer, n * 3 AS amount, n % 7 = 0 AS paid, md5(n::text) AS token,
          n::numeric / 100 AS total, now() AS at, 'x' AS kind, NULL::text AS note, '{"a": 1}'::jsonb AS details
   FROM (SELECT generate_series(1, ${rows}) AS n) numbers`;

/** What it gives, where no server is needed. */
export const COLUMNS: readonly Column[] = [
  { name: 'id', type: 'integer' },
  { name: 'customer', type: 'text' },
  { name: 'amount', type: 'integer' },
  { name: 'paid', type: 'boolean' },
  { name: 'token', type: 'text' },
  { name: 'total', type: 'numeric' },
  { name: 'at', type: 'timestamp with time zone' },
  { name: 'kind', type: 'text' },
  { name: 'note', type: 'text' },
  { name: 'details', type: 'jsonb' },
];

/** Row `n`, from 1. */
export const sampleRow = (n: number): (string | null)[] => [
  String(n),
  `customer ${n}`,
  String(n * 3),
  n % 7 === 0 ? 't' : 'f',
  (Math.imul(n, 2_654_435_761) >>> 0).toString(16).padStart(32, '0'),
  (n / 100).toFixed(16),
  '2026-11-22 08:00:00.123456+00',
  'x',
  null,
  '{"a": 1}',
];
