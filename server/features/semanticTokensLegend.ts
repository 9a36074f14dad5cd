import type { SemanticTokensLegend } from 'vscode-languageserver-types';
import type { HighlightKind } from '../spot/highlights';

/** In the order of the legend, by which tokens name their type. */
export const TOKEN_TYPES: readonly HighlightKind[] = [
  'namespace',
  'function',
  'type',
  'parameter',
  'enumMember',
  'property',
  'variable',
];

/** Types and modifiers of the protocol itself, so that every theme has colours for them. */
export const SEMANTIC_TOKENS_LEGEND: SemanticTokensLegend = {
  tokenTypes: [...TOKEN_TYPES],
  tokenModifiers: ['defaultLibrary'],
};
