// A node:test reporter that writes `{ passed, failed }` as JSON. A skipped or unfinished test counts as failed.
const FAILED = new Set(['fail', 'cancelled', 'skipped', 'todo']);

export default async function* countReporter(events) {
  const counts = { passed: 0, failed: 0 };
  for await (const { type, data } of events) {
    // The runner's own totals: "pass 12", "fail 0", … from the outermost level, of no file.
    const [, name, number] = (type === 'test:diagnostic' && /^([a-z]+) (\d+)$/.exec(data.message)) || [];
    if (data.nesting !== 0 || name === undefined) continue;
    if (name === 'pass') counts.passed = Number(number);
    if (FAILED.has(name)) counts.failed += Number(number);
  }
  yield JSON.stringify(counts);
}
