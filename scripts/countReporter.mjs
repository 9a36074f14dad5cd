// A node:test reporter: the usual report, and `{ passed, failed }` as JSON in the file that TEST_COUNTS names.
// A skipped or unfinished test counts as failed. One reporter, since node may end before a second has written.
import { writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { spec as Spec } from 'node:test/reporters';

const FAILED = new Set(['fail', 'cancelled', 'skipped', 'todo']);

/** Passes the events on, and keeps the file up to date with the runner's totals: "pass 12", "fail 0", … */
async function* counted(events) {
  const counts = { passed: 0, failed: 0 };
  for await (const event of events) {
    const { type, data } = event;
    const [, name, number] = (type === 'test:diagnostic' && /^([a-z]+) (\d+)$/.exec(data.message)) || [];
    // Totals are of the outermost level; a test's own diagnostics are deeper.
    if (name !== undefined && data.nesting === 0) {
      if (name === 'pass') counts.passed = Number(number);
      if (FAILED.has(name)) counts.failed += Number(number);
      writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
    }
    yield event;
  }
}

export default async function* countReporter(events) {
  yield* Readable.from(counted(events)).pipe(new Spec());
}
