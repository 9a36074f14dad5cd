/** A folder in one compressed file: a line of JSON that lists it, then the contents of its files. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

interface Entry {
  /** Relative to the folder, with slashes. */
  readonly path: string;
  /** Bytes of a file; absent for a folder. */
  readonly size?: number;
}

export function packFolder(folder: string): Buffer {
  const entries: Entry[] = [];
  const contents: Buffer[] = [];
  const walk = (path: string): void => {
    for (const found of readdirSync(join(folder, path), { withFileTypes: true })) {
      const inner = path === '' ? found.name : `${path}/${found.name}`;
      if (found.isDirectory()) {
        entries.push({ path: inner });
        walk(inner);
      } else {
        const bytes = readFileSync(join(folder, inner));
        entries.push({ path: inner, size: bytes.length });
        contents.push(bytes);
      }
    }
  };
  walk('');
  return gzipSync(Buffer.concat([Buffer.from(`${JSON.stringify(entries)}\n`), ...contents]), { level: 9 });
}

/** Writes into a folder that exists. */
export function unpackFolder(archive: Buffer, folder: string): void {
  const bytes = gunzipSync(archive);
  const endOfList = bytes.indexOf('\n');
  let at = endOfList + 1;
  for (const { path, size } of JSON.parse(bytes.toString('utf8', 0, endOfList)) as Entry[]) {
    if (size === undefined) {
      mkdirSync(join(folder, path), { mode: 0o700 });
    } else {
      writeFileSync(join(folder, path), bytes.subarray(at, at + size), { mode: 0o600 });
      at += size;
    }
  }
}
