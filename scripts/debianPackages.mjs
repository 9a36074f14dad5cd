// What is needed from the operating system. On Debian, as root, what is missing is installed; elsewhere it is named.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './processes.mjs';
import { Refusal, step } from './progress.mjs';

const onPath = (program) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/** Debian package -> whether what is wanted of it is there already, from this package or another source. */
const NEEDS = {
  chromium: () => process.env.CHROMIUM !== undefined || onPath('chromium') || onPath('google-chrome'),
  'fonts-dejavu-core': () => existsSync('/usr/share/fonts/truetype/dejavu') || process.platform !== 'linux',
  'openssh-server': () => existsSync('/usr/sbin/sshd') || onPath('sshd'),
  'postgresql-client': () => onPath('psql') || onPath('psql.exe'),
  procps: () => onPath('ps') || process.platform !== 'linux',
  python3: () => onPath('python3') || onPath('python.exe'),
};

async function apt(...args) {
  // At run level 1 Debian starts no service of a package that it installs.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const { code, output } = await run('apt-get', ['-qq', ...args], { env, quiet: true });
  if (code !== 0)
    throw new Refusal(`${output}\napt-get ${args[0]} failed. Are the Debian mirrors reachable?`);
}

/** Installs the named packages that are missing, or says which to install. `why` ends the sentence: "the tests need it". */
export async function ensurePackages(why, ...names) {
  const missing = names.filter((name) => !NEEDS[name]());
  if (missing.length === 0) return;
  if (!onPath('apt-get') || process.getuid?.() !== 0) {
    throw new Refusal(
      `Missing: ${missing.join(', ')} (names of Debian packages; ${why}). Install it, or run as root on Debian.`,
    );
  }
  await step(`apt-get install ${missing.join(' ')}: ${why}`, async () => {
    await apt('update');
    await apt('install', '-y', '--no-install-recommends', ...missing);
    // The tests start servers of their own: the machine must not offer SSH from its next start on.
    if (missing.includes('openssh-server')) await run('systemctl', ['disable', 'ssh'], { quiet: true });
  });
}
