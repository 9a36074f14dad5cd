/** A language's table as regular expressions that are ready to use; made once a language. */
import type { Backslash } from './backslash';
import type { HeredocForm, HoleForm, HostLanguage, StringForm } from './language';

export type Opener = { readonly pattern: RegExp; readonly hasGroup: boolean } & (
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
  /** Finds the next place where anything may begin. */
  readonly jump: RegExp;
  /** The same, and braces, which end a hole. */
  readonly jumpInHole: RegExp;
  /** Sticky; the first that fits counts. */
  readonly openers: readonly Opener[];
  readonly holesOf: (form: StringForm) => readonly CompiledHole[];
  readonly codeMark: string | undefined;
  readonly backslash: Backslash | undefined;
}

const known = new WeakMap<HostLanguage, CompiledLanguage>();

export function compile(language: HostLanguage): CompiledLanguage {
  const before = known.get(language);
  if (before) return before;
  const openers = listOpeners(language);
  const sources = openers.map(({ pattern }) => pattern.source);
  const compiled = {
    jump: anyOf(sources),
    jumpInHole: anyOf([...sources, '[{}]']),
    openers,
    holesOf: compileHoles,
    codeMark: language.codeMark,
    backslash: language.backslash,
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
    ...lineComments.map((open) => ({ kind: 'lineComment' as const, ...opening(open) })),
    ...blockComments.map(({ open, close, nested = false }) => ({
      kind: 'blockComment' as const,
      ...opening(open.replace(/[*?]/g, '\\$&')),
      open,
      close,
      nested,
    })),
    ...heredocs.map((form) => ({ kind: 'heredoc' as const, form, ...opening(form.open) })),
    ...strings.map((form) => ({ kind: 'string' as const, form, ...opening(form.open) })),
  ];
}

function opening(source: string): Pick<Opener, 'pattern' | 'hasGroup'> {
  return { pattern: sticky(source), hasGroup: /\((?!\?)/.test(source) };
}

/** One that never matches where there is nothing to look for. */
function anyOf(sources: readonly string[]): RegExp {
  return new RegExp(sources.map((source) => `(?:${source})`).join('|') || '(?!)', 'gm');
}

const sticky = (source: string): RegExp => new RegExp(source, 'my');

const holes = new WeakMap<readonly HoleForm[], readonly CompiledHole[]>();

/** Of the holes of a form. */
export function compileHoles({ holes: forms }: StringForm): readonly CompiledHole[] {
  const before = holes.get(forms);
  if (before) return before;
  const compiled = forms.map(({ open, close }) => ({ pattern: sticky(open), close }));
  holes.set(forms, compiled);
  return compiled;
}
