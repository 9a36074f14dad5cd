import { PGlite } from '@electric-sql/pglite';
import { EXTENSION_FILES } from './extensionFiles';
import type { EngineModule, VirtualFiles } from './module';

const EXTENSION_FOLDER = '/pglite/share/postgresql/extension';

/** PGlite's own, without its search path: a role's own schema comes first, as on any PostgreSQL. */
const START_PARAMETERS = PGlite.defaultStartParams.filter((_, index, all) => {
  const isSearchPath = (at: number): boolean => all[at]?.startsWith('search_path=') === true;
  return !isSearchPath(index) && !isSearchPath(index + 1);
});

/** Opens the data directory, or makes it: one-megabyte WAL segments keep a new one small. */
export async function startEngine(dataDir: string, onLog: (line: string) => void): Promise<PGlite> {
  const db = await PGlite.create(dataDir, {
    startParams: START_PARAMETERS,
    initDbStartParams: ['--wal-segsize=1'],
    onStderr: (line) => {
      onLog(line);
      return false;
    },
  });
  // Without this, `COPY … TO PROGRAM` would throw through PostgreSQL and end the engine; 0 refuses it.
  db.handleExternalCmd = () => 0;
  installExtensions(toEngineModule(db).FS);
  return db;
}

/** PGlite's types leave out most of what its module exports. */
export function toEngineModule(db: PGlite): EngineModule {
  return db.Module as unknown as EngineModule;
}

/** PGlite's own files live in memory, so the extensions are put there at every start. */
function installExtensions(files: VirtualFiles): void {
  for (const [name, text] of Object.entries(EXTENSION_FILES)) {
    files.writeFile(`${EXTENSION_FOLDER}/${name}`, text);
  }
}
