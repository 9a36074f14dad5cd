import { parseTree } from 'jsonc-parser';
import { CONTEXT_MEMBERS } from '../catalog/clientContext';
import { findSeated } from './literals';
import type { Finding, Rule } from './rule';

/** Lambda hands the context to the handler as an object with known members. */
export const CONTEXT_SHAPE: Rule = {
  codes: ['context-shape'],
  check(call): readonly Finding[] {
    const literal = findSeated(call, 'context')?.literal;
    const tree = literal && parseTree(literal.string.value);
    if (!tree || tree.type === 'null') return [];
    if (tree.type !== 'object') {
      const message = 'A client context is a JSON object, e.g. {"custom": {"key": "value"}}.';
      return [{ code: 'context-shape', span: literal.span, message }];
    }
    return (tree.children ?? []).flatMap(({ children: [name] = [] }) => {
      if (!name || CONTEXT_MEMBERS.some((member) => member.name === name.value)) return [];
      const known = CONTEXT_MEMBERS.map((member) => member.name).join(', ');
      return [
        {
          code: 'context-shape' as const,
          severity: 'information' as const,
          span: {
            start: literal.string.offsetAt(name.offset),
            end: literal.string.offsetAt(name.offset + name.length),
          },
          message: `Lambda's runtimes read ${known} of a client context; put values of your own under custom.`,
        },
      ];
    });
  },
};
