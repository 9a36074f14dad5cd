/** What PostgreSQL says of json and record literals, word for word. LITERALS: how many a version and kind. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { LAMBDA_ARN_TYPE } from '../../core/catalog/invoke';
import { refuseLiteral } from '../../core/calls/types/literals';
import { startPostgres, type Postgres, type PostgresVersion } from '../support/postgres';
import { POSTGRES_VERSIONS } from '../support/postgresBinaries';
import { createRandom } from '../support/random';
import { createStubSql } from '../support/lambdaStub';
import { SEED } from '../support/seed';
import { connectWire, type Answer, type Wire } from '../support/wire';

const COUNT = Number(process.env['LITERALS'] ?? 4000);

const JSON_PARTS = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b',
    '"',
    '\\',
    '\\u0000',
    '\\ud800',
    '\\udc00',
    '\\u12',
    '\\n',
    '\\x',
    '1',
  ],
  ...[
    '-',
    '-1',
    '01',
    '1.',
    '1.5',
    '1e',
    '1e5',
    'e',
    'tru',
    'true',
    'null',
    'nul',
    ' ',
    '\n',
    '\t',
    'é',
    '"é"',
    '😀',
  ],
  ...['.', '+', '"x":1', '1e400000', '1e-400000', '1a', 'x', '\u2028', '{"a":', '[1,', '"\\u00e9"'],
];
const RECORD_PARTS = ['(', ')', ',', '"', '""', '\\', 'a', ' ', '(a,b)', '\t', '\v', 'é', ',,', '("'];
const KINDS = [
  { type: 'json', parts: JSON_PARTS },
  { type: 'jsonb', parts: JSON_PARTS },
  { type: LAMBDA_ARN_TYPE, parts: RECORD_PARTS },
];

for (const version of POSTGRES_VERSIONS) describe(`PostgreSQL ${version}`, () => checkVersion(version));

function checkVersion(version: PostgresVersion): void {
  let server: Postgres;
  let wire: Wire;
  before(async () => {
    server = await startPostgres({ version });
    wire = await connectWire(server);
    await wire.runAll([createStubSql()]);
  });
  after(async () => {
    wire.close();
    await server.stop();
  });

  for (const { type, parts } of KINDS) {
    test(`${COUNT} texts as ${type}, seed ${SEED}`, async () => {
      const random = createRandom(SEED + version);
      const texts = Array.from({ length: COUNT }, () => {
        const length = 1 + random.integer(6);
        return Array.from({ length }, () => random.pick(parts)).join('');
      });
      const answers = await wire.parseAll(
        texts.map((text) => `SELECT '${text.replaceAll("'", "''")}'::${type}`),
      );
      for (const [index, text] of texts.entries()) {
        const ours = refuseLiteral(text, type);
        if (ours !== 'unsure') assert.deepEqual(ours, toRefusal(answers[index]), JSON.stringify(text));
      }
    });
  }
}

function toRefusal(answer: Answer | undefined) {
  assert.ok(answer);
  if (!answer.error) return undefined;
  const { sqlstate, message, detail } = answer.error;
  return { sqlstate, message, ...(detail !== undefined && { detail }) };
}
