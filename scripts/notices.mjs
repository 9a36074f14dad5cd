// The licences of everything that the bundles carry, in one file beside them, as those licences ask.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `inputs`: the files that went into the bundles, as esbuild's metafile names them. */
export async function writeNotices(inputs, file) {
  const folders = [...new Set(inputs.flatMap(packageFolder))].sort();
  const notices = await Promise.all(folders.map(readNotice));
  await writeFile(file, `Aurora Lambda SQL contains these packages.\n\n${notices.join('\n\n')}\n`);
}

/** The innermost package that a file belongs to. */
function packageFolder(input) {
  const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
  return folder === undefined ? [] : [folder];
}

async function readNotice(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return [
    `${name} ${version}`,
    `License: ${license ?? 'see below'}`,
    ...texts.map((text) => text.trim()),
  ].join('\n\n');
}
