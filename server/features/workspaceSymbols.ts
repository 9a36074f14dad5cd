import { SymbolKind, type SymbolInformation } from 'vscode-languageserver-types';
import { matchFuzzily } from '../workspace/fuzzyMatch';
import type { WorkspaceFile } from '../workspace/workspace';

/** More than anybody reads; editors ask again with every character. */
const MAX_SYMBOLS = 500;

/**
 * The Lambda functions that a file names, each once, and the routines that call them, best matches first.
 * `describeFile`: how a file is called in front of the user.
 */
export function workspaceSymbols(
  files: readonly WorkspaceFile[],
  query: string,
  describeFile: (uri: string) => string,
): readonly SymbolInformation[] {
  const rated = files.flatMap((file) =>
    symbolsOf(file).flatMap((symbol) => {
      const rating = matchFuzzily(symbol.name, query);
      return rating === undefined ? [] : [{ symbol, rating }];
    }),
  );
  return rated
    .sort(({ rating, symbol }, other) => rating - other.rating || compareSymbols(symbol, other.symbol))
    .slice(0, MAX_SYMBOLS)
    .map(({ symbol }) => ({ ...symbol, containerName: describeFile(symbol.location.uri) }));
}

function symbolsOf({ uri, summary }: WorkspaceFile): readonly SymbolInformation[] {
  const firsts = new Map(summary.names.toReversed().map((use) => [use.name, use]));
  return [
    ...summary.routines.map(({ name, range }) => ({
      name,
      kind: SymbolKind.Function,
      location: { uri, range },
    })),
    ...[...firsts.values()].map(({ name, range }) => ({
      name,
      kind: SymbolKind.Event,
      location: { uri, range },
    })),
  ];
}

function compareSymbols(a: SymbolInformation, b: SymbolInformation): number {
  return compare(a.name, b.name) || compare(a.location.uri, b.location.uri);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
