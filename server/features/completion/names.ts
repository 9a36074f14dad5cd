/** Our functions, their schemas and the composite type. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { FUNCTIONS, SCHEMAS } from '../../../core/catalog/functions';
import { LAMBDA_ARN_TYPE } from '../../../core/catalog/invoke';
import type { FunctionEntry } from '../../../core/catalog/schema';
import { isMark } from '../../../core/sql/cursor';
import { identifierName } from '../../../core/sql/tokens';
import { isSchema } from '../../spot/qualifiedName';
import { describeEntry, describeType } from '../describe';
import type { Proposal } from './proposal';
import { writeArguments } from './snippets';
import { expectsCall, expectsFunctionName, expectsSchemaName, expectsType } from './surroundings';
import type { Typing } from './typing';

/** Behind `schema.` of ours. */
export function proposeMembers(typing: Typing): readonly Proposal[] {
  const { tokens } = typing.place.fragment;
  const schemaToken = tokens[typing.before - 1];
  const schema = schemaToken && identifierName(schemaToken);
  if (schema === undefined || !isSchema(schema) || !isMark(tokens[typing.before], '.')) return [];
  const introducer = tokens[typing.before - 2];
  const types = LAMBDA_ARN_TYPE.startsWith(`${schema}.`)
    ? [proposeType(typing, nameOnly(LAMBDA_ARN_TYPE))]
    : [];
  if (isMark(introducer, '::')) return types;
  const functions = FUNCTIONS.filter((entry) => entry.schema === schema).map((entry) =>
    proposeFunction(typing, entry, entry.name, expectsFunctionName(introducer)),
  );
  return expectsType(introducer) ? [...types, ...functions] : [...functions, ...types];
}

/** While one of our names is being typed, wherever one can stand: the whole function in one go, or the schema. */
export function proposeNames(typing: Typing): readonly Proposal[] {
  if (typing.typed === '') return [];
  const introducer = typing.place.fragment.tokens[typing.before];
  const named = expectsFunctionName(introducer);
  const called = named || expectsCall(introducer);
  const functions = called
    ? FUNCTIONS.map((entry) => proposeFunction(typing, entry, fullName(entry), named))
    : [];
  const types = expectsType(introducer) ? [proposeType(typing, LAMBDA_ARN_TYPE)] : [];
  const hasSchema = called || types.length > 0 || expectsSchemaName(introducer);
  const schemas = hasSchema ? SCHEMAS.map((schema) => proposeSchema(typing, schema)) : [];
  return [...functions, ...types, ...schemas].flatMap((proposal) => {
    const filterText = findMatch(proposal.label, typing.typed);
    return filterText === undefined ? [] : [{ ...proposal, filterText }];
  });
}

/** The name from where the typed letters match it: `lambda` and `inv` both begin a part of `aws_lambda.invoke`. */
function findMatch(name: string, typed: string): string | undefined {
  const starts = [0, name.indexOf('_') + 1, name.indexOf('.') + 1];
  const start = starts.find((at) => name.startsWith(typed.toLowerCase(), at));
  return start === undefined ? undefined : name.slice(start);
}

function fullName(entry: FunctionEntry): string {
  return `${entry.schema}.${entry.name}`;
}

function nameOnly(qualified: string): string {
  return qualified.slice(qualified.indexOf('.') + 1);
}

function proposeSchema({ word }: Typing, { name, doc }: (typeof SCHEMAS)[number]): Proposal {
  return { label: name, kind: CompletionItemKind.Module, markdown: doc, span: word, insert: [name] };
}

function proposeType({ word }: Typing, name: string): Proposal {
  return {
    label: name,
    kind: CompletionItemKind.Struct,
    markdown: describeType(),
    span: word,
    insert: [name],
  };
}

function proposeFunction(typing: Typing, entry: FunctionEntry, label: string, named: boolean): Proposal {
  const { tokens } = typing.place.fragment;
  const next = tokens.find(({ start }) => start >= typing.word.end);
  return {
    label,
    kind: CompletionItemKind.Function,
    detail: entry.doc,
    markdown: describeEntry(entry),
    span: typing.word,
    insert: named || isMark(next, '(') ? [label] : [label, ...writeArguments(entry)],
    next: 'signature',
  };
}
