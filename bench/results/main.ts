/** `npm run bench:results`: results of many rows, each figure beside a rival's of the same run. */
import { parseArgs } from 'node:util';
import { grow, type GrowthTask } from './growth';
import { measureInVsCode } from './inVsCode';
import { measureOnServer, PARTS, type Part } from './onServer';
import { printScrolling } from './printScrolling';
import { measureScrolling } from './scroll';

const OPTIONS = {
  rows: { type: 'string', default: '1000000' },
  rounds: { type: 'string', default: '3' },
  /** Of what needs a server and nothing else. */
  parts: { type: 'string', default: PARTS.join() },
  /** Scrolling, instead. */
  scroll: { type: 'boolean', default: false },
  /** The installed extension in VS Code, instead. */
  vscode: { type: 'boolean', default: false },
  /** For a process that this one starts. */
  task: { type: 'string' },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const [rows, rounds] = [Number(values.rows), Number(values.rounds)];
  if (values.task !== undefined)
    process.stdout.write(JSON.stringify(await grow(JSON.parse(values.task) as GrowthTask)));
  else if (values.scroll) printScrolling(rows, await measureScrolling(rows));
  else if (values.vscode) await measureInVsCode(rows, rounds);
  else await measureOnServer(readParts(values.parts), rows, rounds);
}

function readParts(list: string): Part[] {
  const isPart = (part: string): part is Part => PARTS.some((known) => known === part);
  const parts = list.split(',');
  const unknown = parts.find((part) => !isPart(part));
  if (unknown !== undefined) throw new Error(`--parts has ${unknown}; known are ${PARTS.join(', ')}`);
  return parts.filter(isPart);
}

void main();
