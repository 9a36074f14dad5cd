/** The host languages: where their comments and strings begin and end, and what stands inside. */
import {
  CSHARP_BACKSLASH,
  GO_BACKSLASH,
  JAVA_BACKSLASH,
  JAVASCRIPT_BACKSLASH,
  KOTLIN_BACKSLASH,
  PHP_BACKSLASH,
  PYTHON_BACKSLASH,
  RUBY_BACKSLASH,
  RUST_BACKSLASH,
  TERRAFORM_BACKSLASH,
  YAML_BACKSLASH,
} from './backslash';
import {
  BRACES,
  block,
  CHARACTER,
  closingOf,
  DOLLAR_BRACES,
  DOLLAR_NAME,
  HASH_BRACES,
  OPERAND,
  quoted,
  REGULAR_EXPRESSION,
  RUBY_NO_TEXT,
} from './forms';
import type { HostLanguage, StringForm } from './language';

const C_COMMENTS = { lineComments: ['//'], blockComments: [{ open: '/*', close: '*/' }] } as const;
const NESTED_COMMENTS = {
  lineComments: ['//'],
  blockComments: [{ open: '/*', close: '*/', nested: true }],
} as const;

const joinedBy = (mark: string, blank = '\\s*'): RegExp =>
  new RegExp(`^${blank}${mark}${blank}(?:(${OPERAND})${blank}${mark}${blank})?$`);
const BY_PLUS = joinedBy('\\+');

const JAVASCRIPT: HostLanguage = {
  ids: ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'],
  extensions: ['.js', '.jsx', '.mjs', '.cjs', '.ts', '.tsx', '.mts', '.cts'],
  ...C_COMMENTS,
  backslash: JAVASCRIPT_BACKSLASH,
  strings: [
    block('`', 'drop', { holes: [DOLLAR_BRACES] }),
    quoted('"', 'drop'),
    quoted("'", 'drop'),
    REGULAR_EXPRESSION,
  ],
  joins: BY_PLUS,
};

/** Python's forms for one quote; prefixes in both cases. */
function pythonForms(quote: string, multiline: boolean): readonly StringForm[] {
  const form = (prefix: string, escapes: StringForm['escapes'], isFormatted: boolean): StringForm => ({
    open: `(?<![\\w])${prefix}${quote}`,
    close: () => quote,
    escapes,
    holes: isFormatted ? [BRACES] : [],
    ...(isFormatted && { doubles: '{}' }),
    multiline,
  });
  return [
    form('(?:[fFtT][rR]|[rR][fFtT])', 'rawBackslash', true),
    form('[fFtT]', 'keep', true),
    form('(?:[bB][rR]|[rR][bB]?)', 'rawBackslash', false),
    form('[bBuU]?', 'keep', false),
  ];
}

const PYTHON: HostLanguage = {
  ids: ['python'],
  extensions: ['.py', '.pyi'],
  lineComments: ['#'],
  blockComments: [],
  backslash: PYTHON_BACKSLASH,
  strings: [
    ...pythonForms('"""', true),
    ...pythonForms("'''", true),
    ...pythonForms('"', false),
    ...pythonForms("'", false),
  ],
  joins: new RegExp(`^(?:\\s|#.*\\n|\\\\\\n)*(?:\\+\\s*(?:(${OPERAND})\\s*\\+\\s*)?)?$`),
  fillsBraces: true,
};

const JAVA: HostLanguage = {
  ids: ['java'],
  extensions: ['.java'],
  ...C_COMMENTS,
  backslash: JAVA_BACKSLASH,
  strings: [block('"""', 'drop'), quoted('"', 'drop'), CHARACTER],
  joins: BY_PLUS,
};

const KOTLIN: HostLanguage = {
  ids: ['kotlin'],
  extensions: ['.kt', '.kts'],
  ...NESTED_COMMENTS,
  backslash: KOTLIN_BACKSLASH,
  strings: [
    block('"""', 'raw', { holes: [DOLLAR_BRACES, DOLLAR_NAME] }),
    quoted('"', 'drop', { holes: [DOLLAR_BRACES, DOLLAR_NAME] }),
    CHARACTER,
  ],
  joins: BY_PLUS,
};

const GO: HostLanguage = {
  ids: ['go'],
  extensions: ['.go'],
  ...C_COMMENTS,
  backslash: GO_BACKSLASH,
  strings: [block('`', 'raw'), quoted('"', 'drop'), CHARACTER],
  joins: BY_PLUS,
};

const CSHARP: HostLanguage = {
  ids: ['csharp'],
  extensions: ['.cs'],
  ...C_COMMENTS,
  backslash: CSHARP_BACKSLASH,
  strings: [
    {
      open: '\\$\\$+("{3,})',
      close: (quotes) => quotes,
      escapes: 'raw',
      holes: [{ open: '\\{\\{', close: '}' }],
      multiline: true,
    },
    { open: '\\$("{3,})', close: (quotes) => quotes, escapes: 'raw', holes: [BRACES], multiline: true },
    { open: '("{3,})', close: (quotes) => quotes, escapes: 'raw', holes: [], multiline: true },
    {
      open: '(?:\\$@|@\\$)"',
      close: () => '"',
      escapes: 'doubled',
      holes: [BRACES],
      doubles: '{}',
      multiline: true,
    },
    { open: '@"', close: () => '"', escapes: 'doubled', holes: [], multiline: true },
    { open: '\\$"', close: () => '"', escapes: 'drop', holes: [BRACES], doubles: '{}', multiline: false },
    quoted('"', 'drop'),
    CHARACTER,
  ],
  joins: BY_PLUS,
  fillsBraces: true,
};

const RUST: HostLanguage = {
  ids: ['rust'],
  extensions: ['.rs'],
  ...NESTED_COMMENTS,
  backslash: RUST_BACKSLASH,
  strings: [
    {
      open: '(?<!\\w)[bc]?r(#*)"',
      close: (hashes) => `"${hashes}`,
      escapes: 'raw',
      holes: [],
      multiline: true,
    },
    { open: '(?<!\\w)[bc]?"', close: () => '"', escapes: 'drop', holes: [], multiline: true },
    CHARACTER,
  ],
  fillsBraces: true,
};

const RUBY_QUOTED = '(?<!\\$|(?:[=(,]|\\bwhen)\\s*\\?)';

const RUBY: HostLanguage = {
  ids: ['ruby'],
  extensions: ['.rb', '.rake'],
  lineComments: ['#'],
  blockComments: [{ open: '\n=begin', close: '\n=end' }],
  backslash: RUBY_BACKSLASH,
  strings: [
    // `$"` and `$'` are variables, `?"` and `?'` are characters.
    { ...block('"', 'drop', { holes: [HASH_BRACES] }), open: `${RUBY_QUOTED}"` },
    { ...block("'", 'quoteOnly'), open: `${RUBY_QUOTED}'` },
    {
      open: '(?<![\\w)\\]])%q([(\\[{<|!/])',
      close: closingOf,
      escapes: 'quoteOnly',
      nests: true,
      holes: [],
      multiline: true,
    },
    {
      open: '(?<![\\w)\\]])%Q?([(\\[{<|!/])',
      close: closingOf,
      nests: true,
      escapes: 'drop',
      holes: [HASH_BRACES],
      multiline: true,
    },
    ...RUBY_NO_TEXT,
  ],
  heredocs: [
    { open: "<<[~-]?'([A-Za-z_]\\w*)'", escapes: 'raw', holes: [] },
    { open: '<<[~-]"?([A-Za-z_]\\w*)"?', escapes: 'drop', holes: [HASH_BRACES] },
    { open: '<<"?([A-Z_]+)"?', escapes: 'drop', holes: [HASH_BRACES] },
  ],
  joins: new RegExp(`^(?:[ \\t]*(?:\\\\\\r?\\n\\s*)?|\\s*\\+\\s*(?:(${OPERAND})\\s*\\+\\s*)?)$`),
};

const PHP_HOLES = [
  { open: '\\{(?=\\$)', close: '}' },
  DOLLAR_BRACES,
  { open: '\\$[A-Za-z_\\x80-\\uffff][\\w\\x80-\\uffff]*(?:->\\w+|\\[[^\\]\\n]*\\])?' },
] as const;

const PHP: HostLanguage = {
  ids: ['php'],
  extensions: ['.php'],
  lineComments: ['//', '#(?!\\[)'],
  blockComments: [
    { open: '/*', close: '*/' },
    { open: '?>', close: '<?' },
  ],
  backslash: PHP_BACKSLASH,
  strings: [block('"', 'keep', { holes: PHP_HOLES }), block("'", 'quoteOnly')],
  heredocs: [
    { open: "<<<[ \\t]*'([A-Za-z_]\\w*)'", escapes: 'raw', holes: [] },
    { open: '<<<[ \\t]*"?([A-Za-z_]\\w*)"?', escapes: 'keep', holes: PHP_HOLES },
  ],
  joins: joinedBy('\\.'),
  codeMark: '<?',
};

const TERRAFORM_HOLES = [DOLLAR_BRACES, { open: '%\\{', close: '}' }] as const;

const TERRAFORM: HostLanguage = {
  ids: ['terraform', 'hcl', 'opentofu'],
  extensions: ['.tf', '.hcl', '.tofu'],
  lineComments: ['#', '//'],
  blockComments: [{ open: '/*', close: '*/' }],
  backslash: TERRAFORM_BACKSLASH,
  strings: [quoted('"', 'drop', { holes: TERRAFORM_HOLES })],
  heredocs: [{ open: '<<-?([A-Za-z_]\\w*)', escapes: 'raw', holes: TERRAFORM_HOLES }],
};

const YAML: HostLanguage = {
  ids: ['yaml', 'dockercompose', 'github-actions-workflow', 'cloudformation'],
  extensions: ['.yaml', '.yml'],
  lineComments: ['(?<![^\\s])#'],
  blockComments: [],
  backslash: YAML_BACKSLASH,
  strings: [
    { ...block('"', 'drop'), open: '(?<=^|[:\\-,[{]\\s*|![\\w:]*\\s+)"' },
    { ...block("'", 'doubled'), open: "(?<=^|[:\\-,[{]\\s*|![\\w:]*\\s+)'" },
  ],
  blocks: 'scalars',
};

const MARKDOWN: HostLanguage = {
  ids: ['markdown', 'mdx'],
  extensions: ['.md', '.markdown', '.mdx'],
  lineComments: [],
  blockComments: [],
  strings: [],
  blocks: 'fences',
};

export const HOST_LANGUAGES: readonly HostLanguage[] = [
  JAVASCRIPT,
  PYTHON,
  JAVA,
  KOTLIN,
  GO,
  CSHARP,
  RUST,
  RUBY,
  PHP,
  TERRAFORM,
  YAML,
  MARKDOWN,
];

/** Ids of the languages in which SQL stands inside of something else. */
export const HOST_LANGUAGE_IDS: readonly string[] = HOST_LANGUAGES.flatMap(({ ids }) => ids);

/** By an editor's id. */
export function findHostLanguage(languageId: string): HostLanguage | undefined {
  return HOST_LANGUAGES.find(({ ids }) => ids.includes(languageId));
}

/** An editor's id for a file's language, by the end of its name; undefined where it is no host language. */
export function hostLanguageOfFile(path: string): string | undefined {
  const lower = path.toLowerCase();
  return HOST_LANGUAGES.find(({ extensions }) => extensions.some((end) => lower.endsWith(end)))?.ids[0];
}
