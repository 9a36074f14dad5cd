// What the extension host calls: Mocha over every suite beside this file.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { REPORT_MARK } from '../reportMark';

const TIMEOUT_MS = 30_000;

/** One line a test, and of a failure all there is to know. */
class Report extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner) {
    super(runner);
    const print = (text: string): void => console.log(REPORT_MARK + text);
    runner.on('pass', (test) => print(`✔ ${test.fullTitle()} (${test.duration ?? 0} ms)`));
    runner.on('fail', (test, error: Error) =>
      print(`✖ ${test.fullTitle()}\n${error.stack ?? error.message}`),
    );
  }
}

/** Runs the suites; the file with the counts is written last, so that a host that died leaves none. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: TIMEOUT_MS, forbidPending: true, reporter: Report });
  for (const file of readdirSync(__dirname)) {
    if (file.endsWith('.test.js')) mocha.addFile(join(__dirname, file));
  }
  const counts = { passed: 0, failed: 0 };
  await new Promise<void>((finish) => {
    const runner = mocha.run(() => finish());
    runner.on('pass', () => counts.passed++).on('fail', () => counts.failed++);
  });
  const resultFile = process.env.EXTENSION_TEST_RESULT;
  if (resultFile === undefined) throw new Error('EXTENSION_TEST_RESULT names no file');
  writeFileSync(resultFile, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed`);
}
