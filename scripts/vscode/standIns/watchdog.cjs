// Stands in for VS Code's native-watchdog, which would need a compiler: ends this process when `pid` is gone.
const { setInterval } = require('node:timers');

const EVERY_MS = 1000;

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    throw error;
  }
}

exports.start = (pid) => {
  setInterval(() => isAlive(pid) || process.exit(87), EVERY_MS).unref();
};
