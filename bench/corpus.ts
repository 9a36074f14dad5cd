/** SQL to measure on: what migrations and jobs of a shop look like, with a call of a Lambda function every 20 lines. */

/** Statements of 19 lines, one after another; `n` makes their names differ. */
const PASSAGES: readonly ((n: number) => string)[] = [
  (n) => `-- Orders of tenant ${n}
CREATE TABLE IF NOT EXISTS shop.orders_${n} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES shop.customers (id),
  status text NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'paid', 'sent')),
  total numeric(12, 2) NOT NULL,
  notes jsonb,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX orders_${n}_status ON shop.orders_${n} (status, created_at DESC);
COMMENT ON TABLE shop.orders_${n} IS 'What customers have ordered; it''s never deleted';
INSERT INTO shop.orders_${n} (customer_id, status, total, notes)
VALUES
  (${n}, 'new', 19.90, '{"gift": true}'),
  (${n}, 'paid', 120.00, NULL),
  (${n}, 'sent', 7.5e1, '{"coupon": "WELCOME"}');
UPDATE shop.orders_${n}
SET status = 'paid'
WHERE id = ${n} AND status = 'new';`,
  (n) => `WITH recent AS (
  SELECT o.customer_id, count(*) AS orders, sum(o.total) AS total
  FROM shop.orders_${n} AS o
  WHERE o.created_at > now() - interval '30 days'
  GROUP BY o.customer_id
)
SELECT c.name, r.orders, round(r.total / r.orders, 2) AS mean
FROM recent AS r
JOIN shop.customers AS c ON c.id = r.customer_id
LEFT JOIN shop.regions AS g ON g.id = c.region_id
WHERE r.total > 100 AND c.email LIKE '%@example.com'
ORDER BY r.total DESC
LIMIT 20;
/* Old carts
   are of no use */
DELETE FROM shop.carts_${n}
WHERE touched_at < now() - interval '7 days'
  AND NOT EXISTS (SELECT FROM shop.orders_${n} AS o WHERE o.id = carts_${n}.order_id);
SELECT 1;`,
  (n) => `CREATE OR REPLACE FUNCTION shop.touch_${n}() RETURNS trigger AS $body$
DECLARE
  changes integer := 0;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.status <> OLD.status THEN
    NEW.touched_at := clock_timestamp();
    changes := changes + 1;
    INSERT INTO shop.history (order_id, before, after)
    VALUES (NEW.id, OLD.status, NEW.status);
  END IF;
  RAISE NOTICE '% changes', changes;
  RETURN NEW;
END;
$body$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS touch_${n} ON shop.orders_${n};
CREATE TRIGGER touch_${n}
  BEFORE UPDATE ON shop.orders_${n}
  FOR EACH ROW EXECUTE FUNCTION shop.touch_${n}();
GRANT SELECT ON shop.orders_${n} TO reporting;`,
];

/** Of five calls one has a fault: what a file in the middle of its making looks like. */
const CALLS: readonly ((n: number) => string)[] = [
  (n) => `SELECT * FROM aws_lambda.invoke('order-${n}', '{"id": ${n}}'::json, 'eu-west-1');`,
  (n) =>
    `SELECT payload->>'state' FROM aws_lambda.invoke('arn:aws:lambda:eu-west-1:123456789012:function:pay-${n}', '{}'::jsonb);`,
  (n) => `SELECT status_code FROM aws_lambda.invoke('mail-${n}', '{}'::json, 'us-east-1', 'Event');`,
  (n) =>
    `SELECT aws_lambda.invoke(aws_commons.create_lambda_function_arn('ship-${n}', 'eu-west-1'), '{"n": ${n}}'::json);`,
  (n) => `SELECT * FROM aws_lambda.invoke('stock-${n}', '{"id": ${n}}'::json, 'eu-west-1', 'event');`,
];

const LINES_A_CALL = 20;

/** A script of so many lines, in whole passages of 20 lines, at least one. `first` numbers the first of them. */
export function createScript(lines: number, first = 1): string {
  const passages = Math.max(Math.round(lines / LINES_A_CALL), 1);
  return Array.from({ length: passages }, (_, index) => {
    const n = first + index;
    const passage = PASSAGES[n % PASSAGES.length]?.(n) ?? '';
    return `${passage}\n${CALLS[n % CALLS.length]?.(n) ?? ''}\n`;
  }).join('');
}

/** A file of a project that names none of our schemas. */
export function createPlainScript(lines: number, first = 1): string {
  return Array.from({ length: Math.ceil(lines / (LINES_A_CALL - 1)) }, (_, index) => {
    const n = first + index;
    return `${PASSAGES[n % PASSAGES.length]?.(n) ?? ''}\n`;
  }).join('');
}

/** The call that is typed, character by character. */
export const TYPED = `SELECT status_code, payload FROM aws_lambda.invoke('my-function', '{"id": 42}'::json, 'eu-west-1', 'Event');`;

/** The line at which it is typed: between two passages, in the middle of the script. */
export function middleLine(script: string): number {
  const lines = script.split('\n').length - 1;
  return Math.floor(lines / 2 / LINES_A_CALL) * LINES_A_CALL;
}
