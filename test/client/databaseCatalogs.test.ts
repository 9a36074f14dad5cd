import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DatabaseCatalogs, type OpenSql } from '../../client/catalog/databaseCatalogs';
import { readCatalog } from '../../client/catalog/readCatalog';
import type { Connection } from '../../client/run/sessions';
import type { DatabaseSchemaParams } from '../../core/databaseSchema';
import { startPostgres, type Postgres } from '../support/postgres';
import { createProfile, openTestSession, run } from '../support/session';

let server: Postgres;
before(async () => {
  server = await startPostgres({ version: 15 });
  const session = await openTestSession(createProfile(server));
  await run(session, 'CREATE TABLE events (id int, payload jsonb);');
  await session.close();
});
after(() => server.stop());

const connectionOf = (owner: string | undefined, port = server.port): Connection => ({
  label: 'test',
  key: `${port} ${owner}`,
  origin: String(port),
  owner,
  variables: {},
  locate: () => Promise.resolve(createProfile({ host: '127.0.0.1', port })),
  authenticate: (_profile, attempt) => attempt(() => Promise.resolve(undefined)),
});

function follow() {
  const told: DatabaseSchemaParams[] = [];
  const open: OpenSql[] = [{ uri: 'a.sql', connection: connectionOf('a.sql') }];
  let reads = 0;
  const catalogs = new DatabaseCatalogs({
    documents: () => open,
    read: (connection) => {
      reads++;
      return readCatalog(connection);
    },
    tell: (params) => told.push(params),
  });
  return { catalogs, told, open, reads: () => reads };
}

const tables = ({ schema }: DatabaseSchemaParams) =>
  schema?.declarations.flatMap((one) => (one.kind === 'relation' ? one.columns.map(({ type }) => type) : []));

describe('the catalog of a connection', () => {
  test('is read once, and told for each document when it is opened', async () => {
    const { catalogs, told, open, reads } = follow();
    await catalogs.learn(connectionOf('a.sql'));
    await catalogs.learn(connectionOf('a.sql'));
    assert.equal(reads(), 1);
    assert.deepEqual(told.map(tables), [['integer', 'jsonb']]);
    open.push({ uri: 'b.sql', connection: connectionOf('b.sql') });
    catalogs.tellAll();
    catalogs.tellAll();
    assert.deepEqual(
      told.map(({ uri }) => uri),
      ['a.sql', 'b.sql'],
    );
    catalogs.tellAgain();
    assert.equal(told.length, 4);
  });

  test('counts no more once the document has another connection', async () => {
    const { catalogs, told, open } = follow();
    await catalogs.learn(connectionOf('a.sql'));
    open[0] = { uri: 'a.sql', connection: connectionOf(undefined, 1) };
    catalogs.tellAll();
    assert.deepEqual(
      told.map(({ schema }) => schema === null),
      [false, true],
    );
  });

  test('of the embedded cluster is not read; one that can not be read says why and is not asked for again', async () => {
    const { catalogs, reads } = follow();
    await catalogs.learn(connectionOf(undefined));
    assert.equal(reads(), 0);
    const result = await catalogs.refresh(connectionOf('a.sql', 1));
    assert.match(result.kind === 'failed' ? result.message : '', /Nothing answers at 127\.0\.0\.1:1/);
    await catalogs.learn(connectionOf('a.sql', 1));
    assert.equal(reads(), 1);
  });
});
