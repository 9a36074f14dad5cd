import { SymbolKind, type DocumentSymbol, type Position, type Range } from 'vscode-languageserver-types';
import { INVOKE } from '../../core/catalog/invoke';
import { findAllDefinitions, type PsqlDefinition } from '../../core/psqlVariables';
import type { Chunk } from '../../core/sql/chunk';
import type { SqlDocument } from '../../core/sql/document';
import { readRoutineName } from '../../core/sql/routineName';
import { keepPlaced, linesOf, moveRange } from '../documents/chunkPositions';
import { toRange } from '../documents/ranges';
import { keepOfCalls, moveSpan, type DocumentCall } from '../spot/documentCalls';
import { findInvoked } from '../spot/lambdaNames';
import { commandSpan } from '../spot/psqlVariablePlaces';

/**
 * The statements that invoke, the routines and the psql variables that the script sets, in its order. What a
 * statement holds stands below it: a routine's calls, the variables that its \gset sets.
 */
export function documentSymbols(document: SqlDocument): readonly DocumentSymbol[] {
  const variables = groupByChunk(findAllDefinitions(document).filter(isSet));
  const all: DocumentSymbol[] = [];
  for (const [index, chunk] of document.chunks.entries()) {
    const set = variables.get(index);
    if (!set && !chunk.marked && !readRoutineName(chunk)) continue;
    const symbols = set ? withVariables(document, chunk, set) : statementSymbols(document, chunk);
    if (symbols.length > 0) all.push(...inDocument(symbols, document.startOf(index)));
  }
  return all;
}

const inDocument = keepPlaced((symbols: readonly DocumentSymbol[], start): readonly DocumentSymbol[] =>
  symbols.map((symbol) => moveSymbol(symbol, start)),
);

/** Of a statement that sets no variable. Ranges count from the chunk's start, as in all that follow. */
const statementSymbols = keepOfCalls((calls, chunk) =>
  toStatementSymbols(chunk, toCallSymbols(calls, chunk)),
);
const callSymbols = keepOfCalls(toCallSymbols);

function withVariables(document: SqlDocument, chunk: Chunk, set: readonly PsqlDefinition[]) {
  const variables = set.map((variable) => toVariableSymbol(chunk, variable));
  return toStatementSymbols(chunk, [...callSymbols(document, chunk), ...variables]);
}

function toCallSymbols(calls: readonly DocumentCall[], chunk: Chunk): readonly DocumentSymbol[] {
  return calls.filter(({ call }) => call.entry === INVOKE).map((call) => toCallSymbol(linesOf(chunk), call));
}

function moveSymbol(symbol: DocumentSymbol, start: Position): DocumentSymbol {
  const { children } = symbol;
  return {
    ...symbol,
    range: moveRange(symbol.range, start),
    selectionRange: moveRange(symbol.selectionRange, start),
    ...(children && { children: children.map((child) => moveSymbol(child, start)) }),
  };
}

function groupByChunk<T extends { readonly chunkIndex: number }>(all: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const one of all) {
    const group = groups.get(one.chunkIndex);
    if (group) group.push(one);
    else groups.set(one.chunkIndex, [one]);
  }
  return groups;
}

function isSet({ name, command }: PsqlDefinition): boolean {
  return name !== '' && command !== 'unset';
}

function toStatementSymbols(chunk: Chunk, children: readonly DocumentSymbol[]): readonly DocumentSymbol[] {
  const routine = readRoutineName(chunk);
  if (!routine && children.length === 0) return [];
  const lines = linesOf(chunk);
  const range = toRange(lines, { start: chunk.start, end: chunk.text.length });
  if (!routine) return gather(range, children);
  const { name, kind } = routine;
  const selectionRange = toRange(lines, routine.span);
  return [{ name, detail: kind, kind: SymbolKind.Function, range, selectionRange, children: [...children] }];
}

/** A statement with one call is that call; one with several stands above them. */
function gather(range: Range, children: readonly DocumentSymbol[]): readonly DocumentSymbol[] {
  const [first, ...others] = children;
  if (!first || first.kind === SymbolKind.Variable) return children;
  const calls = children.filter(({ kind }) => kind !== SymbolKind.Variable);
  if (calls.length === 1) return [{ ...first, range, children: others }];
  const name = [...new Set(calls.map((call) => call.name))].join(', ');
  return [{ ...first, name, detail: `${calls.length} calls`, range, children: [...children] }];
}

function toCallSymbol(lines: ReturnType<typeof linesOf>, found: DocumentCall): DocumentSymbol {
  const { call, toDocument } = found;
  const label = `${call.schema}.${call.name}`;
  const invoked = findInvoked(found);
  return {
    name: invoked?.name ?? label,
    detail: invoked ? label : '',
    kind: SymbolKind.Event,
    range: toRange(lines, toDocument(call.span)),
    selectionRange: toRange(lines, invoked?.span ?? toDocument(call.nameSpan)),
  };
}

function toVariableSymbol(chunk: Chunk, variable: PsqlDefinition): DocumentSymbol {
  const span = variable.nameSpan ?? commandSpan(variable);
  const range = toRange(linesOf(chunk), moveSpan(span, chunk.bodyEnd - variable.offset));
  const { name, command } = variable;
  return { name, detail: `\\${command}`, kind: SymbolKind.Variable, range, selectionRange: range };
}
