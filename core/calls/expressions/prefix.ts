/** What an expression begins with: signs, NOT, prefix operators, and the operand behind them. */
import type { Token } from '../../sql/tokens';
import { apply, condition, operatorOf, typed } from './apply';
import { numberType } from './constants';
import { readOperatorName } from './infix';
import { readPrimary } from './primary';
import { LEVEL } from './precedence';
import type { ExpressionReader } from './reader';
import type { Typed } from './typed';

export function readPrefix(reader: ExpressionReader): Typed | undefined {
  const { cursor } = reader;
  const { token } = cursor;
  if (cursor.word === 'not') return token && readNot(reader, token);
  const isOperator = token?.kind === 'operator' && !['::', ':=', '=>', '..'].includes(token.text);
  if (!isOperator && cursor.word !== 'operator') return readPrimary(reader);
  return token && readPrefixOperator(reader, token);
}

function readNot(reader: ExpressionReader, not: Token): Typed | undefined {
  const from = reader.cursor.index;
  reader.cursor.advance();
  const operand = reader.operand(LEVEL.not);
  return operand && typed({ from, to: operand.to, location: not.start }, 'bool', [condition(operand)]);
}

function readPrefixOperator(reader: ExpressionReader, token: Token): Typed | undefined {
  const { cursor } = reader;
  const from = cursor.index;
  const isSign = token.text === '-' || token.text === '+';
  const name = readOperatorName(reader);
  const operand = name === undefined ? undefined : reader.operand(isSign ? LEVEL.sign : LEVEL.operator + 1);
  if (name === undefined || !operand) return undefined;
  if (token.text === '-' && operand.number !== undefined)
    return negate(operand.number, from, operand.to, token);
  return apply(operatorOf(name), [operand], { from, to: operand.to, location: token.start });
}

/** gram.y, doNegate: the sign is part of the number, so that -2147483648 is an integer; a second one takes it away. */
function negate(number: string, from: number, to: number, sign: Token): Typed {
  const type = number.startsWith('-') ? numberType(number.slice(1), '') : numberType(number, '-');
  const negated = number.startsWith('-') ? number.slice(1) : `-${number}`;
  return { from, to, type, number: negated, location: sign.start };
}
