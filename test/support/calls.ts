/** Calls in a text, put so that a test can show all of them at a glance. */
import assert from 'node:assert/strict';
import { findCalls } from '../../core/calls/callSites';
import type { Argument, CallSite, Expression, Verdict } from '../../core/calls/model';
import { createFragment } from '../../core/sql/fragment';

/**
 * A line a call: its name as folded, then the slots of its arguments, each as written up to the marks round it,
 * between `¦`; `name=` before a named one. Behind it `open` without a parenthesis at the end, `from` where rows
 * come from, `unknown` where the catalog has no such function, `expanded`.
 */
export function checkCalls(sql: string, expected: readonly string[]): void {
  assert.deepEqual(callsIn(sql).map(outline), expected);
}

export function callsIn(sql: string): readonly CallSite[] {
  return findCalls(createFragment(sql, { psql: true }));
}

/** The one call in the text, or its outermost. */
export function callIn(sql: string): CallSite {
  const [call] = callsIn(sql);
  assert.ok(call, `no call in ${sql}`);
  return call;
}

function outline(call: CallSite): string {
  const { text } = call.fragment;
  const notes = [
    call.closed ? '' : ' open',
    call.inFrom ? ' from' : '',
    call.entry ? '' : ' unknown',
    call.expansion ? ` expanded ${text.slice(call.expansion.start, call.expansion.end)}` : '',
  ];
  const slots = call.arguments.map((argument) => slotOf(text, argument));
  return `${call.schema}.${call.name}(${slots.join('¦')})${notes.join('')}`;
}

function slotOf(text: string, { slot, name }: Argument): string {
  return `${name === undefined ? '' : `${name}=`}${text.slice(slot.start, slot.end)}`;
}

/** The expression as the only argument of a call; its type as PostgreSQL prints it. */
export function typeOf(expression: string, prelude = ''): string {
  const { type } = expressionIn(expression, prelude);
  return type.kind === 'known' ? type.name : type.kind;
}

function expressionIn(expression: string, prelude = ''): Expression {
  const [argument] = callIn(`${prelude}SELECT aws_lambda.invoke(${expression})`).arguments;
  assert.ok(argument);
  return argument.value;
}

/** `text-json` or its like, `undecided`, or the SQLSTATE and message. */
export function describeVerdict(verdict: Verdict): string {
  if (verdict.kind === 'ok') return verdict.overload.id ?? 'ok';
  return verdict.kind === 'undecided' ? 'undecided' : `${verdict.sqlstate} ${verdict.message}`;
}
