/** At the start of an argument: the values its parameters are known to take, and the names of parameters. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { CREATE_LAMBDA_FUNCTION_ARN } from '../../../core/catalog/createLambdaArn';
import { LAMBDA_ARN_TYPE } from '../../../core/catalog/invoke';
import { REGIONS } from '../../../core/catalog/regions';
import type { Parameter } from '../../../core/catalog/schema';
import { likelyOverloads } from '../../../core/calls/likelyOverloads';
import { describeEntry, describeParameter, describeRegion } from '../describe';
import type { Proposal } from './proposal';
import { writeCall, writeJson } from './snippets';
import type { ArgumentPlace, Typing } from './typing';

/** Values of the likeliest parameter, names, and what is longer than a screen last. */
export function proposeArguments(typing: Typing): readonly Proposal[] {
  const { argument } = typing;
  if (!argument?.atStart) return [];
  const values = argument.seats.flatMap((seat) => proposeValues(typing, seat));
  const names = argument.named ? [] : proposeParameterNames(typing, argument);
  const hasRegion = argument.seats.some((seat) => seat.meaning === 'region');
  return [...values, ...names, ...(hasRegion ? proposeRegions(typing) : [])];
}

function proposeValues({ word }: Typing, seat: Parameter): readonly Proposal[] {
  const detail = seat.name;
  if (seat.values) {
    return seat.values.map(({ value, doc }) => ({
      ...quoted(value),
      kind: CompletionItemKind.EnumMember,
      detail,
      markdown: doc,
      span: word,
    }));
  }
  if (seat.meaning === 'payload' || seat.meaning === 'context') {
    const label = `'{}'::${seat.type}`;
    const markdown = describeParameter(seat);
    return [
      { label, kind: CompletionItemKind.Value, detail, markdown, span: word, insert: writeJson(seat.type) },
    ];
  }
  if (seat.type !== LAMBDA_ARN_TYPE) return [];
  const { schema, name } = CREATE_LAMBDA_FUNCTION_ARN;
  return [
    {
      label: `${schema}.${name}`,
      kind: CompletionItemKind.Function,
      detail: CREATE_LAMBDA_FUNCTION_ARN.doc,
      markdown: describeEntry(CREATE_LAMBDA_FUNCTION_ARN),
      span: word,
      insert: writeCall(CREATE_LAMBDA_FUNCTION_ARN),
      next: 'signature',
    },
  ];
}

function quoted(value: string) {
  return { label: `'${value}'`, insert: [`'${value}'`], filterText: value };
}

function proposeRegions({ word }: Typing): readonly Proposal[] {
  return REGIONS.map((region) => ({
    ...quoted(region.name),
    kind: CompletionItemKind.Value,
    detail: region.title,
    markdown: describeRegion(region),
    span: word,
  }));
}

/** Those that no other argument fills, of the overloads that the call may still become. */
function proposeParameterNames({ word }: Typing, { call, index }: ArgumentPlace): readonly Proposal[] {
  if (call.arguments.slice(index + 1).some(({ name }) => name === undefined)) return [];
  const given = new Set(call.arguments.map(({ name }) => name));
  const free = new Map<string, Parameter>();
  for (const overload of likelyOverloads(call)) {
    for (const parameter of overload.parameters.slice(countPositional(call, index))) {
      if (!given.has(parameter.name) && !free.has(parameter.name)) free.set(parameter.name, parameter);
    }
  }
  return [...free.values()].map((parameter) => ({
    label: `${parameter.name} =>`,
    kind: CompletionItemKind.Property,
    detail: parameter.type,
    markdown: describeParameter(parameter),
    span: word,
    insert: [`${parameter.name} => `],
    filterText: parameter.name,
    next: 'suggestions',
  }));
}

/** How many seats the arguments before this one take by their order. */
function countPositional(call: ArgumentPlace['call'], index: number): number {
  const before = call.arguments.slice(0, index);
  const named = before.findIndex(({ name }) => name !== undefined);
  return named < 0 ? before.length : named;
}
