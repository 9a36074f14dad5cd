import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { toSquiggle } from '../../../client/editor/squiggles';
import { failedOutcome } from '../../../cluster/script/outcome';
import { KNOWN_FAULTS } from '../../../core/catalog/faults';
import { RULES } from '../../../core/catalog/rules';
import { FAULTS } from '../../../core/invocation/advice';

const STATEMENT = "SELECT *\nFROM aws_lambda.invoke('f', '{}'::json);";

/** Whatever PostgreSQL reports has an SQLSTATE; which one stands by few of the texts. */
const OF_POSTGRESQL = { sqlstate: 'XX000' };

describe('every known fault', () => {
  for (const { row, texts, rules } of KNOWN_FAULTS) {
    test(`${row} has its advice, in the panel and at the statement, or its rule`, () => {
      assert.ok(texts.length + rules.length > 0, 'neither a text nor a rule');
      for (const text of texts) {
        const failure = { ...OF_POSTGRESQL, ...text };
        const { failure: told } = failedOutcome({ sql: STATEMENT, ms: 1, notices: [] }, failure);
        assert.ok(told.advice, `no advice for: ${failure.message}`);
        const fault = FAULTS.find(({ advice }) =>
          typeof advice === 'function' ? advice(failure) === told.advice : advice === told.advice,
        );
        assert.ok(fault?.id.includes(row), `${fault?.id} answers ${row}: ${failure.message}`);
        const { message } = toSquiggle(STATEMENT, 0, { ...told, offset: STATEMENT.indexOf('aws_lambda') });
        assert.ok(message.startsWith(failure.message) && message.endsWith(told.advice), message);
      }
      for (const code of rules) {
        assert.ok(RULES.some((rule) => rule.code === code));
        assert.ok(existsSync(`docs/rules/${code}.md`), code);
      }
    });
  }

  test('is there, from S1 to S20 and E1 to E13, but E10, which is no SQL', () => {
    const rows = [
      ...Array.from({ length: 20 }, (_, index) => `S${index + 1}`),
      ...Array.from({ length: 13 }, (_, index) => `E${index + 1}`),
    ];
    assert.deepEqual(
      KNOWN_FAULTS.map(({ row }) => row),
      rows.filter((row) => row !== 'E10'),
    );
  });
});
