/** Makes the archive that a new embedded cluster begins with. A program of the build: `node template.cjs FILE` */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packFolder } from './archive';
import { startEngine } from './engine/startEngine';

/** What an Aurora cluster with Babelfish has from the start, as far as AWS's documents on aws_lambda use it. */
const SETUP = `
  CREATE EXTENSION aws_lambda CASCADE;
  CREATE ROLE rds_superuser;
  CREATE ROLE master_dbo;
  CREATE SCHEMA master_dbo AUTHORIZATION master_dbo;
`;

async function main(target: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aurora-lambda-sql-template-'));
  try {
    const db = await startEngine(folder, () => undefined);
    await db.exec(SETUP);
    await db.close();
    writeFileSync(target, packFolder(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [, , target] = process.argv;
if (target === undefined) throw new Error('usage: node template.cjs FILE');
void main(target);
