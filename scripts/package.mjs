// Makes the .vsix: a production build, then vsce with what .vscodeignore leaves.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { isMain } from './isMain.mjs';
import { run } from './processes.mjs';
import { main, Refusal, ROOT, step } from './progress.mjs';

/** Builds and packages; answers the path of the .vsix. */
export async function packageExtension() {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const path = join(ROOT, `${name}-${version}.vsix`);
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  await build('Building for production (small, no source maps)', '--production');
  await step(`Packaging ${path}`, async () => {
    const args = ['node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--out', path];
    const { code, output } = await run(process.execPath, args, {
      cwd: ROOT,
      quiet: true,
      timeoutMs: 120_000,
    });
    if (code !== 0) throw new Refusal(`${output}\nvsce did not make the package.`);
    console.log(output.trim());
  });
  return path;
}

if (isMain(import.meta)) {
  await main(async () => {
    await ensureDependencies();
    await packageExtension();
    return 0;
  });
}
