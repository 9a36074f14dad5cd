/** What a workspace's .gitignore files leave out. */
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

const IGNORE_FILE = '.gitignore';
/** Never read, whatever they hold: other people's code, and the history of one's own. */
const SKIPPED = new Set(['node_modules', 'bower_components', '.git', '.svn', '.hg', 'CVS']);

/** The rules of a folder and of those round it, outermost first. */
export type IgnoreRules = readonly { readonly folder: string; readonly rules: Ignore }[];

/** The rules that count in `folder`, given those round it. */
export async function readIgnoreRules(folder: string, around: IgnoreRules): Promise<IgnoreRules> {
  const text = await readIfThere(join(folder, IGNORE_FILE));
  return text === undefined ? around : [...around, { folder, rules: ignore().add(text) }];
}

/** Of the folders above one, up to the root of its repository; none where it is in no repository. */
export async function readRulesAbove(
  folder: string,
  hasHistory: (folder: string) => boolean,
): Promise<IgnoreRules> {
  const above: string[] = [];
  for (let at = folder; !hasHistory(at); at = dirname(at)) {
    if (dirname(at) === at) return [];
    above.unshift(dirname(at));
  }
  let rules: IgnoreRules = [];
  for (const each of above) rules = await readIgnoreRules(each, rules);
  return rules;
}

/** The innermost rule that says anything decides, as in git. */
export function isIgnored(rules: IgnoreRules, path: string, name: string, isFolder: boolean): boolean {
  if (isFolder && SKIPPED.has(name)) return true;
  for (const { folder, rules: own } of rules.toReversed()) {
    const inside = relative(folder, path).split(sep).join('/');
    const verdict = own.test(isFolder ? `${inside}/` : inside);
    if (verdict.ignored || verdict.unignored) return verdict.ignored;
  }
  return false;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
