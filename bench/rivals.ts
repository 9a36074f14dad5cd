/**
 * The other language servers for PostgreSQL that npm has. They are installed when the benchmark asks for them, into a
 * folder that git ignores, and are no part of the product.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { globSync } from 'fast-glob';
import type { Absent, Contender } from './contender';

const FOLDER = resolve('.cache/bench/rivals');

interface Rival extends Pick<Contender, 'id' | 'title'> {
  readonly npmPackage: string;
  /** The program itself, so that no starter in Node.js is measured with it. */
  readonly program: string;
  readonly serve: readonly string[];
  readonly check: readonly string[];
}

const RIVALS: readonly Rival[] = [
  {
    id: 'pgls',
    title: 'Postgres Language Server',
    npmPackage: '@postgres-language-server/cli',
    program: '@postgres-language-server/cli-*/postgres-language-server{,.exe}',
    serve: ['lsp-proxy'],
    check: ['check', '--disable-db'],
  },
  {
    id: 'squawk',
    title: 'Squawk',
    npmPackage: 'squawk-cli',
    program: '@squawk-cli/*/bin/squawk{,.exe}',
    serve: ['server'],
    check: [],
  },
];

/** Postgres Language Server passes over files of more than 1 MiB unless it is told otherwise. */
const PGLS_CONFIGURATION = { files: { maxSize: 64 * 1024 * 1024 } };

/** Each rival, or why it can't be had; `folder` is where they will run. */
export async function findRivals(folder: string): Promise<readonly (Contender | Absent)[]> {
  writeFileSync(join(folder, 'postgres-language-server.jsonc'), JSON.stringify(PGLS_CONFIGURATION));
  const found: (Contender | Absent)[] = [];
  for (const rival of RIVALS) found.push(await findRival(rival, folder));
  return found;
}

async function findRival(rival: Rival, folder: string): Promise<Contender | Absent> {
  const { id, title } = rival;
  const failure = findProgram(rival) ? undefined : await install(rival.npmPackage);
  const program = findProgram(rival);
  if (program === undefined)
    return { title, reason: failure ?? 'its package has no program for this machine' };
  try {
    const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 20_000 });
    const version = /\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? '';
    const command = [program, ...rival.serve];
    return { id, title: `${title} ${version}`.trim(), command, folder, check: [program, ...rival.check] };
  } catch {
    return { title, reason: 'its program does not run on this machine' };
  }
}

function findProgram({ program }: Rival): string | undefined {
  return globSync(program, { cwd: join(FOLDER, 'node_modules'), absolute: true })[0];
}

/** Why the package could not be installed; undefined where it could. */
async function install(npmPackage: string): Promise<string | undefined> {
  mkdirSync(FOLDER, { recursive: true });
  const manifest = join(FOLDER, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', npmPackage];
  try {
    await promisify(execFile)(npm, args, { cwd: FOLDER, timeout: 300_000 });
    return undefined;
  } catch {
    return `\`npm install ${npmPackage}\` did not succeed`;
  }
}
