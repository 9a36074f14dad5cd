import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { LiteralValue } from '../calls/model';
import { isJson } from '../text/json';
import { seatedLiterals } from './literals';
import type { Finding, Rule } from './rule';

/** A literal that is, or will be, json or jsonb and is no JSON: PostgreSQL refuses it before anything runs. */
export const JSON_SYNTAX: Rule = {
  codes: ['json-syntax'],
  check(call): readonly Finding[] {
    return seatedLiterals(call).flatMap(({ seat, literal }) => {
      const type = literal.cast ?? (call.verdict.kind === 'undecided' ? 'undecided' : seat.type);
      const isJsonSeat = seat.meaning === 'payload' || seat.meaning === 'context';
      if (!isJsonSeat || !/^jsonb?$/.test(type)) return [];
      return findJsonProblem(literal, type) ?? [];
    });
  },
};

/** jsonc-parser only tells where the fault is: what is JSON and what not, JSON.parse decides. */
function findJsonProblem(literal: LiteralValue, type: string): readonly Finding[] | undefined {
  const text = literal.string.value;
  const fault = isJson(text) ? findJsonbFault(text, type) : describeSyntax(text);
  if (!fault) return undefined;
  const start = literal.string.offsetAt(fault.offset);
  const end = Math.max(start + 1, literal.string.offsetAt(fault.offset + fault.length));
  return [
    {
      code: 'json-syntax',
      span: { start, end },
      sqlstate: fault.sqlstate,
      message: `Not valid ${type}: ${fault.reason}.`,
    },
  ];
}

interface Fault {
  readonly offset: number;
  readonly length: number;
  readonly reason: string;
  readonly sqlstate: string;
}

const REASONS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no JSON value (strings and names take double quotes)',
  InvalidNumberFormat: 'this is no JSON number',
  PropertyNameExpected: 'a name in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is expected here',
  CommaExpected: 'a comma is expected here',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'nothing may follow the value',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfString: 'the string has no closing double quote',
  UnexpectedEndOfNumber: 'the number ends too early',
  InvalidUnicode: 'this is no Unicode escape',
  InvalidEscapeCharacter: 'JSON has no such escape',
  InvalidCharacter: 'a control character must be escaped',
};

function describeSyntax(text: string): Fault {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const [first] = errors;
  if (!first) return { offset: 0, length: text.length, reason: 'PostgreSQL refuses it', sqlstate: '22P02' };
  const reason = REASONS[printParseErrorCode(first.error)] ?? 'PostgreSQL refuses it';
  return { offset: first.offset, length: first.length, reason, sqlstate: '22P02' };
}

/** What json takes and jsonb does not: a NUL character and a half of a surrogate pair. */
function findJsonbFault(text: string, type: string): Fault | undefined {
  if (type !== 'jsonb') return undefined;
  const nul = /(?<!\\)(?:\\\\)*(\\u0000)/.exec(text);
  if (!nul) return undefined;
  const offset = nul.index + nul[0].length - 6;
  return { offset, length: 6, reason: 'jsonb cannot hold the character \\u0000', sqlstate: '22P05' };
}
