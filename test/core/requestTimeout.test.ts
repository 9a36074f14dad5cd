import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeChunk, createDocument } from '../../core/analysis';
import { findRequestTimeouts } from '../../core/requestTimeout';

const CALL = "SELECT * FROM aws_lambda.invoke('f', '{}'::json);";
const BODY = "PERFORM aws_lambda.invoke('f', '{}'::json);";

/** The limits at the calls of the script, in their order. */
function check(sql: string, ...limits: readonly (number | undefined)[]): void {
  const document = createDocument(sql);
  const find = findRequestTimeouts(document);
  const found = document.chunks.flatMap((chunk, index) =>
    analyzeChunk(chunk).calls.map((call) => find(index, call)),
  );
  assert.deepEqual(found, limits, sql);
}

test('3 s unless the script says otherwise before the call', () => {
  check(CALL, 3000);
  check(`${CALL} SET aws_lambda.request_timeout_ms = 60000; ${CALL}`, 3000, 60_000);
  check(`SET SESSION "aws_lambda".request_timeout_ms TO '10s'; ${CALL}`, 10_000);
  check(`set aws_lambda.REQUEST_TIMEOUT_MS to '2 min'; ${CALL}`, 120_000);
  check(`SET aws_lambda.connect_timeout_ms = 60000; SHOW aws_lambda.request_timeout_ms; ${CALL}`, 3000);
  check(`SELECT set_config('aws_lambda.request_timeout_ms', '5000', false); ${CALL}`, 5000);
  check(`-- SET aws_lambda.request_timeout_ms = 60000;\n${CALL}`, 3000);
});

test('a reset goes back to the default', () => {
  const set = 'SET aws_lambda.request_timeout_ms = 9000;';
  const resets = ['RESET aws_lambda.request_timeout_ms', 'SET aws_lambda.request_timeout_ms TO DEFAULT'];
  for (const reset of [...resets, 'RESET ALL', 'DISCARD ALL']) check(`${set} ${reset}; ${CALL}`, 3000);
});

test('local settings and settings of a transaction that is rolled back end with it', () => {
  check(`BEGIN; SET LOCAL aws_lambda.request_timeout_ms = 9000; ${CALL} COMMIT; ${CALL}`, 9000, 3000);
  check(`BEGIN; SET aws_lambda.request_timeout_ms = 9000; ${CALL} COMMIT; ${CALL}`, 9000, 9000);
  check(`BEGIN; SET aws_lambda.request_timeout_ms = 9000; ${CALL} ROLLBACK; ${CALL}`, 9000, 3000);
});

test('a routine has its own, by its SET clause or in its body', () => {
  const create = (clause: string, body: string): string =>
    `CREATE FUNCTION g() RETURNS void LANGUAGE plpgsql ${clause} AS $$ BEGIN ${body} END $$;`;
  check(`${create('', BODY)} ${CALL}`, 3000, 3000);
  check(`${create('SET aws_lambda.request_timeout_ms = 9000', BODY)} ${CALL}`, 9000, 3000);
  const inside = `SET LOCAL aws_lambda.request_timeout_ms = 7000; ${BODY}`;
  check(`${create('', inside)} ${CALL}`, 7000, 3000);
  check(
    `DO $$ BEGIN PERFORM set_config('aws_lambda.request_timeout_ms', '7000', true); ${BODY} END $$;`,
    7000,
  );
});

test('what the text does not tell is not known', () => {
  check(`SET aws_lambda.request_timeout_ms = :limit; ${CALL}`, undefined);
  check(`SELECT set_config('aws_lambda.request_timeout_ms', $1, false); ${CALL}`, undefined);
  check(`SELECT set_config('aws_lambda.request_timeout_ms', '5' || '000', false); ${CALL}`, undefined);
  check(`ALTER DATABASE app SET aws_lambda.request_timeout_ms = 9000; ${CALL}`, undefined);
  check(
    `DO $$ BEGIN PERFORM set_config('aws_lambda.request_timeout_ms', '7000', false); END $$; ${CALL}`,
    undefined,
  );
});
