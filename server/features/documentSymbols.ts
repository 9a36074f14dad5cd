import { SymbolKind, type DocumentSymbol, type Position, type Range } from 'vscode-languageserver-types';
import { INVOKE } from '../../core/catalog/invoke';
import { findAllDefinitions, type PsqlDefinition } from '../../core/psqlVariables';
import type { SqlDocument } from '../../core/sql/document';
import { readRoutineName } from '../../core/sql/routineName';
import { linesOf, moveRange } from '../documents/chunkPositions';
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
  return document.chunks.flatMap((chunk, chunkIndex) => {
    const calls = chunk.marked ? callSymbols(document, chunk) : [];
    const set = variables.get(chunkIndex) ?? [];
    if (calls.length + set.length === 0 && !readRoutineName(chunk)) return [];
    const start = document.positionAt(document.offsetOf(chunkIndex));
    const children = [
      ...calls.map((symbol) => moveSymbol(symbol, start)),
      ...set.map((variable) => toVariableSymbol(document, variable)),
    ];
    return toStatementSymbols(document, chunkIndex, children);
  });
}

/** Ranges count from the chunk's start. */
const callSymbols = keepOfCalls((calls, chunk) =>
  calls.filter(({ call }) => call.entry === INVOKE).map((call) => toCallSymbol(linesOf(chunk), call)),
);

function moveSymbol(symbol: DocumentSymbol, start: Position): DocumentSymbol {
  return {
    ...symbol,
    range: moveRange(symbol.range, start),
    selectionRange: moveRange(symbol.selectionRange, start),
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

function toStatementSymbols(
  document: SqlDocument,
  chunkIndex: number,
  children: readonly DocumentSymbol[],
): readonly DocumentSymbol[] {
  const chunk = document.chunks[chunkIndex];
  const routine = chunk && readRoutineName(chunk);
  if (!chunk || (!routine && children.length === 0)) return [];
  const base = document.offsetOf(chunkIndex);
  const range = toRange(document, { start: base + chunk.start, end: base + chunk.text.length });
  if (!routine) return gather(range, children);
  const selectionRange = toRange(document, moveSpan(routine.span, base));
  const { name, kind } = routine;
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

function toVariableSymbol(document: SqlDocument, variable: PsqlDefinition): DocumentSymbol {
  const range = toRange(document, variable.nameSpan ?? commandSpan(variable));
  const { name, command } = variable;
  return { name, detail: `\\${command}`, kind: SymbolKind.Variable, range, selectionRange: range };
}
