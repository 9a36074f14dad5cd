import { getLocation } from 'jsonc-parser';
import { findContextMembers, type ContextMember } from '../../core/catalog/clientContext';
import type { Span } from '../../core/span';
import { spanInLiteral, type ArgumentLiteral } from './argumentLiteral';

export interface ContextMemberSpot {
  readonly kind: 'contextMember';
  readonly member: ContextMember;
  readonly span: Span;
}

/** The name of a member that the cursor is on, in the JSON of a client context. */
export function findContextMember(literal: ArgumentLiteral): ContextMemberSpot | undefined {
  if (!literal.seats.some(({ meaning }) => meaning === 'context')) return undefined;
  const { path, isAtPropertyKey, previousNode } = getLocation(literal.string.value, literal.cursor);
  if (!isAtPropertyKey || !previousNode || previousNode.offset > literal.cursor) return undefined;
  const members = findContextMembers(path.slice(0, -1));
  const member = members?.find(({ name }) => name === previousNode.value);
  const { offset, length } = previousNode;
  return (
    member && {
      kind: 'contextMember',
      member,
      span: spanInLiteral(literal, { start: offset, end: offset + length }),
    }
  );
}
