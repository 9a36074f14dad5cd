/** A language's table as regular expressions that are ready to use; made once a language. */
import type { HeredocForm, HoleForm, HostLanguage, StringForm } from './language';

export type Opener = { readonly pattern: RegExp } & (
  | { readonly kind: 'lineComment' }
  | { readonly kind: 'blockComment'; readonly open: string; readonly close: string; readonly nested: boolean }
  | { readonly kind: 'heredoc'; readonly form: HeredocForm }
  | { readonly kind: 'string'; readonly form: StringForm }
);

export interface CompiledHole {
  readonly pattern: RegExp;
  readonly close: HoleForm['close'];
}

export interface CompiledLanguage {
  /** Finds the next place where anything may begin, or a brace. */
  readonly jump: RegExp;
  /** Sticky; the first that fits counts. */
  readonly openers: readonly Opener[];
  readonly holesOf: (form: StringForm) => readonly CompiledHole[];
  readonly codeMark: string | undefined;
}

const known = new WeakMap<HostLanguage, CompiledLanguage>();

export function compile(language: HostLanguage): CompiledLanguage {
  const before = known.get(language);
  if (before) return before;
  const openers = listOpeners(language);
  const sources = [...openers.map(({ pattern }) => pattern.source), '[{}]'];
  const compiled = {
    jump: new RegExp(sources.map((source) => `(?:${source})`).join('|'), 'gm'),
    openers,
    holesOf: compileHoles,
    codeMark: language.codeMark,
  };
  known.set(language, compiled);
  return compiled;
}

function listOpeners({
  lineComments,
  blockComments,
  strings,
  heredocs = [],
}: HostLanguage): readonly Opener[] {
  return [
    ...lineComments.map((open) => ({ kind: 'lineComment' as const, pattern: sticky(open) })),
    ...blockComments.map(({ open, close, nested = false }) => ({
      kind: 'blockComment' as const,
      pattern: sticky(open.replace(/[*?]/g, '\\$&')),
      open,
      close,
      nested,
    })),
    ...heredocs.map((form) => ({ kind: 'heredoc' as const, form, pattern: sticky(form.open) })),
    ...strings.map((form) => ({ kind: 'string' as const, form, pattern: sticky(form.open) })),
  ];
}

const sticky = (source: string): RegExp => new RegExp(source, 'my');

const holes = new WeakMap<readonly HoleForm[], readonly CompiledHole[]>();

function compileHoles({ holes: forms }: StringForm): readonly CompiledHole[] {
  const before = holes.get(forms);
  if (before) return before;
  const compiled = forms.map(({ open, close }) => ({ pattern: sticky(open), close }));
  holes.set(forms, compiled);
  return compiled;
}
