// Runs esbuild.mjs in a process of its own, so that this one needs no installed packages to load.
import { run } from './processes.mjs';
import { Refusal, ROOT, step } from './progress.mjs';

/** Builds; `flags` are those of esbuild.mjs. */
export async function build(what, ...flags) {
  await step(what, async () => {
    const { code, output } = await run(process.execPath, ['esbuild.mjs', ...flags], {
      cwd: ROOT,
      quiet: true,
    });
    if (code !== 0) throw new Refusal(`${output}\nThe build failed.`);
  });
}
