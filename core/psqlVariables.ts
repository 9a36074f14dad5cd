/** What the text tells of psql variables that hold the structure of `create_lambda_function_arn`, by \gset. */
import { analyzeChunk } from './analysis';
import type { CallSite } from './calls/model';
import { CREATE_LAMBDA_FUNCTION_ARN } from './catalog/createLambdaArn';
import type { Chunk, SqlDocument } from './sql/document';
import { wordOf } from './sql/cursor';
import { parseMetaCommand } from './sql/metaCommand';
import { identifierName, type Token } from './sql/tokens';

/** The psql variables that stand, alone, as an argument of one of the calls. */
export function findUsedVariables(calls: readonly CallSite[]): readonly string[] {
  return calls.flatMap((call) => call.arguments.flatMap(({ value }) => value.psqlVariable ?? []));
}

/** Of these psql variables, those that hold an ARN structure by the time the chunk runs. */
export function findArnVariables(
  document: SqlDocument,
  chunkIndex: number,
  names: readonly string[],
): ReadonlySet<string> {
  const used = new Set(names);
  const found = new Set<string>();
  for (let index = chunkIndex - 1; index >= 0 && used.size > 0; index--) {
    const chunk = document.chunks[index];
    if (!chunk) continue;
    for (const [name, holdsArn] of definitionsIn(chunk)) {
      if (used.delete(name) && holdsArn) found.add(name);
    }
  }
  return found;
}

type Definitions = ReadonlyMap<string, boolean>;

const NO_DEFINITIONS: Definitions = new Map();
const known = new WeakMap<Chunk, Definitions>();

/** The variables that a chunk sets, and whether to an ARN structure. */
function definitionsIn(chunk: Chunk): Definitions {
  if (chunk.text.charCodeAt(chunk.bodyEnd) !== 92) return NO_DEFINITIONS;
  const before = known.get(chunk);
  if (before) return before;
  const definitions = readDefinitions(chunk);
  known.set(chunk, definitions);
  return definitions;
}

function readDefinitions(chunk: Chunk): Definitions {
  const command = parseMetaCommand(chunk.text.slice(chunk.bodyEnd));
  if (command.name === 'set' || command.name === 'unset' || command.name === 'prompt') {
    return new Map([[command.argument.split(/\s/).at(0) ?? '', false]]);
  }
  if (command.name !== 'gset') return NO_DEFINITIONS;
  const { calls } = analyzeChunk(chunk);
  return new Map(
    calls.flatMap((call) => columnNameOf(call)).map(([name, holds]) => [command.argument + name, holds]),
  );
}

/** The column that a call in the select list becomes: its alias, else the function's name. */
function columnNameOf(call: CallSite): readonly (readonly [string, boolean])[] {
  if (call.fragment.parent !== undefined || call.inFrom) return [];
  const holdsArn = call.entry === CREATE_LAMBDA_FUNCTION_ARN;
  const behind = call.fragment.tokens.findIndex((token) => token.start >= call.span.end);
  const name = behind < 0 ? undefined : aliasAt(call.fragment.tokens, behind);
  return [[name ?? call.name, holdsArn]];
}

function aliasAt(tokens: readonly Token[], index: number): string | undefined {
  const alias = wordOf(tokens[index]) === 'as' ? tokens[index + 1] : tokens[index];
  return alias && wordOf(alias) !== 'from' ? identifierName(alias) : undefined;
}
