/** Whole statements, where one begins. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { isMark, wordOf } from '../../../core/sql/cursor';
import type { Token } from '../../../core/sql/tokens';
import { sqlBlock, paragraphs } from '../markdown';
import type { Proposal } from './proposal';
import {
  DEFINITION_TEMPLATES,
  PLPGSQL_TEMPLATES,
  SQL_TEMPLATES,
  type StatementTemplate,
} from './statementTemplates';
import { writePlain } from './writeInsert';
import type { Typing } from './typing';

/** What the letters typed so far may begin: other words that begin a statement are not ours. */
const OPENERS = ['lambda', 'invoke', 'aws_lambda'];

export function proposeStatements({ place, before, typed, word }: Typing): readonly Proposal[] {
  const { tokens, language, parent, text } = place.fragment;
  const next = tokens[typed === '' ? before + 1 : before + 2];
  const isAlone = !next || text.slice(word.end, next.start).includes('\n');
  if (!beginsStatement(tokens[before], language) || !isAlone) return [];
  const opener = OPENERS.find((one) => one.startsWith(typed.toLowerCase()));
  if (opener === undefined) return [];
  const ownTemplates = language === 'plpgsql' ? PLPGSQL_TEMPLATES : SQL_TEMPLATES;
  const templates = parent ? ownTemplates : [...ownTemplates, ...DEFINITION_TEMPLATES];
  return templates.map((template) => toProposal(template, opener, word));
}

/** `BEGIN` and its like begin one in PL/pgSQL alone. */
const OPENS_STATEMENTS = new Set(['begin', 'then', 'else', 'loop']);

function beginsStatement(token: Token | undefined, language: 'sql' | 'plpgsql'): boolean {
  if (!token) return language === 'sql';
  return isMark(token, ';') || (language === 'plpgsql' && OPENS_STATEMENTS.has(wordOf(token) ?? ''));
}

function toProposal(
  { title, doc, insert }: StatementTemplate,
  opener: string,
  span: Proposal['span'],
): Proposal {
  const label = `lambda: ${title}`;
  return {
    label,
    kind: CompletionItemKind.Snippet,
    markdown: paragraphs(doc, sqlBlock(writePlain(insert, (text) => text))),
    span,
    insert,
    filterText: `${opener} ${label}`,
  };
}
