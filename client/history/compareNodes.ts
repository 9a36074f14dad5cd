/** Two runs or invocations as two texts that an editor compares line by line. */
import { toVisibleText } from '../../core/invocation/visibleText';
import { toSections, type Section } from './comparable';
import type { KeptResult } from './entry';
import { describeDifference, type Figure } from './figures';
import type { HistoryNode } from './nodes';

export interface Compared {
  readonly node: HistoryNode;
  readonly results: readonly KeptResult[];
}

/**
 * Titles begin at the margin and everything else is indented, so that no data passes for a title. The right text
 * says of each number how it differs from the left one's.
 */
export function compareNodes(
  left: Compared,
  right: Compared,
): { readonly left: string; readonly right: string } {
  const before = toSections(left.node, left.results);
  const after = toSections(right.node, right.results);
  const from = (title: string): readonly Figure[] =>
    before.find((section) => section.title === title)?.figures ?? [];
  return {
    left: before.map((section) => writeSection(section, [])).join('\n'),
    right: after.map((section) => writeSection(section, from(section.title))).join('\n'),
  };
}

/** One run or invocation, for reading. */
export function writeNode({ node, results }: Compared): string {
  return toSections(node, results)
    .map((section) => writeSection(section, []))
    .join('\n');
}

/** In which the names of figures stand. */
const NAME_WIDTH = 20;

function writeSection({ title, figures = [], lines = [] }: Section, from: readonly Figure[]): string {
  const written = figures.map((figure) => {
    const difference = describeDifference(
      from.find(({ name }) => name === figure.name),
      figure,
    );
    return `${figure.name.padEnd(NAME_WIDTH)}${figure.text}${difference === undefined ? '' : `   (${difference})`}`;
  });
  const all = [...written, ...(figures.length > 0 && lines.length > 0 ? [''] : []), ...lines];
  return [title, ...all.map(indent), ''].join('\n');
}

function indent(line: string): string {
  return line === '' ? '' : `  ${toVisibleText(line, '\t')}`;
}
