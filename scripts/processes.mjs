// Starting other programs so that none of them outlives this one.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const running = new Set();
const isWindows = process.platform === 'win32';

/** Kills a program with all it has started. It leads its own process group, so that nothing else is hit. */
function killTree(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (isWindows) spawn('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function killAll() {
  for (const child of running) killTree(child, 'SIGKILL');
}

process.on('exit', killAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => process.exit(128 + constants.signals[signal]));
}

/** Starts a program in its own process group; it dies with this process. `options` are those of child_process.spawn. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
    detached: !isWindows,
  });
  running.add(child);
  child.once('error', () => running.delete(child));
  return child;
}

/** Ends a started program and what is left of its group: politely first, by force after `graceMs`. */
export async function stop(child, graceMs = 3000) {
  if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const exited = new Promise((resolve) => child.once('exit', resolve));
    const force = setTimeout(() => killTree(child, 'SIGKILL'), graceMs);
    killTree(child, 'SIGTERM');
    await exited;
    clearTimeout(force);
  }
  killTree(child, 'SIGKILL');
  running.delete(child);
}

/**
 * Runs a program to its end and answers `{ code, output }`. With `quiet` its output is kept back (and handed out in
 * `output`), else it goes to the terminal. A program that can't be started or outlasts `timeoutMs` has a code of its
 * own (127, 124) and a sentence in `output`.
 */
export async function run(command, args, { quiet = false, timeoutMs, ...options } = {}) {
  const stdio = ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'];
  const child = start(command, args, { stdio, ...options });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  let timedOut = false;
  const expire = () => {
    timedOut = true;
    killTree(child, 'SIGKILL');
  };
  const timer = timeoutMs === undefined ? undefined : setTimeout(expire, timeoutMs);
  const code = await new Promise((resolve) => {
    child.once('error', (error) => resolve(((output += `${command}: ${error.message}\n`), 127)));
    child.once('exit', () => killTree(child, 'SIGKILL')); // what it leaves behind in its group would hold the pipes
    child.once('close', (exitCode, signal) => resolve(exitCode ?? 128 + constants.signals[signal]));
  });
  clearTimeout(timer);
  running.delete(child);
  if (!timedOut) return { code, output };
  return { code: 124, output: `${output}${command} was stopped: not done after ${timeoutMs / 1000} s\n` };
}

/** Runs npm: the very one that runs this script, else the one on PATH. */
export function npm(args, options = {}) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return run(process.execPath, [script, ...args], options);
  return run('npm', args, { shell: isWindows, ...options });
}
