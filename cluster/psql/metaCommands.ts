/** The backslash commands that stand by themselves: what they do, or what to do in their place. */
import { readArguments, type CommandArgument } from './arguments';
import { changeExpanded, changeTiming, type Display, type DisplayChange } from './display';
import type { Warn } from './expand';
import { parseBoolean, setVariable, type Variables } from './variables';

export interface CommandContext {
  readonly variables: Variables;
  /** What the script prints: `\echo` to `out`, `\warn` to `err`. */
  readonly print: (text: string, stream: 'out' | 'err') => void;
  readonly warn: Warn;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly describeConnection: () => string;
  /** Undefined where results are not shown as psql shows them. */
  readonly display: Display | undefined;
}

export type CommandOutcome =
  | { readonly kind: 'done' }
  /** Forget what has been typed of the next statement. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'quit' }
  /** The next statement has these parameters. */
  | { readonly kind: 'bind'; readonly values: readonly string[] }
  /** Read that file; `relative`: from the folder of the script that the command stands in. */
  | { readonly kind: 'include'; readonly name: string; readonly relative: boolean }
  /** psql shows things differently from here on; we don't. */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'failed'; readonly message: string; readonly advice?: string };

type Handler = (values: readonly CommandArgument[], context: CommandContext) => CommandOutcome;

/** How many arguments a command takes where it is not any number; psql ignores the rest with a warning. */
const ARITY: Readonly<Record<string, number>> = {
  ...{ unset: 1, r: 0, reset: 0, q: 0, quit: 0 },
  ...{ x: 1, timing: 1, getenv: 2, conninfo: 0 },
  ...{ i: 1, ir: 1, include: 1, include_relative: 1 },
};

const DONE: CommandOutcome = { kind: 'done' };

const HANDLERS: Readonly<Record<string, Handler>> = {
  set: setCommand,
  unset: (values, { variables }) => {
    const [name] = values;
    if (!name) return failed('\\unset: missing required argument');
    variables.delete(name.text);
    return DONE;
  },
  echo: echoCommand('out'),
  qecho: echoCommand('out'),
  warn: echoCommand('err'),
  r: () => ({ kind: 'reset' }),
  reset: () => ({ kind: 'reset' }),
  q: () => ({ kind: 'quit' }),
  quit: () => ({ kind: 'quit' }),
  bind: (values) => ({ kind: 'bind', values: values.map(({ text }) => text) }),
  getenv: getenvCommand,
  conninfo: (_values, { print, describeConnection }) => {
    print(describeConnection(), 'out');
    return DONE;
  },
  x: displayCommand(changeExpanded),
  timing: displayCommand(changeTiming),
  i: includeCommand('i', false),
  include: includeCommand('include', false),
  ir: includeCommand('ir', true),
  include_relative: includeCommand('include_relative', true),
};

/** They change how psql's terminal shows things. */
const DISPLAY = new Set(
  'a C f H html pset t T encoding errverbose copyright pager prompt1 s h help ?'.split(' '),
);

/** The rest of psql's commands, up to version 18, those that start with `d` aside. */
const KNOWN = new Set(
  `! bind_named c cd close_prepared connect copy crosstabview e edit ef elif errverbose ev flush
  flushrequest getresults l list lo_export lo_import lo_list
  lo_unlink o out p parse password print prompt restrict s sendpipeline sf startpipeline sv syncpipeline
  unrestrict w watch write z`.split(/\s+/),
);

/** What to do in place of a command that is not there. */
const INSTEAD: readonly (readonly [RegExp, string])[] = [
  [/^(?:c|connect)$/, 'Choose the connection before you run the script.'],
  [/^copy$/, 'Use psql for it, or COPY … FROM STDIN with the data in the script.'],
  [/^(?:d|l|z|sf|sv)/, 'Query the catalog: information_schema, or the views of pg_catalog.'],
  [/^!$/, 'Shell commands in a script are not run here.'],
  [/^prompt$/, 'Set the variable with \\set, or pass it with -v NAME=VALUE.'],
  [
    /^(?:o|out|w|write)$/,
    'Take the results from here instead: export them, or send the output of run to a file.',
  ],
  [/^watch$/, 'Run the statement again when you want to see it again.'],
  [/^(?:crosstabview)$/, 'End the statement with ; to see its rows as they are.'],
];

/** `name` without its backslash. Conditions and the commands that send a query are not among these. */
export function runMetaCommand(name: string, argument: string, context: CommandContext): CommandOutcome {
  const handler = Object.hasOwn(HANDLERS, name) ? HANDLERS[name] : undefined;
  if (!handler) return DISPLAY.has(name) ? { kind: 'ignored' } : notSupported(name);
  const read = readArguments(argument, context.variables);
  if (read.kind === 'unreadable') return failed(read.problem);
  const taken = read.values.slice(0, ARITY[name]);
  for (const { text } of read.values.slice(taken.length)) {
    context.warn(`\\${name}: extra argument "${text}" ignored`);
  }
  return handler(taken, context);
}

export function notSupported(name: string): CommandOutcome & { readonly kind: 'failed' } {
  if (!KNOWN.has(name) && !/^d[a-zA-Z]*[S+]*$|^[lz][S+]+$|^s[fv]\+$/.test(name))
    return failed(`invalid command \\${name}`);
  const advice = INSTEAD.find(([pattern]) => pattern.test(name))?.[1];
  const message = `psql's \\${name} is not supported here yet`;
  return { kind: 'failed', message, ...(advice !== undefined && { advice }) };
}

/** All values together make one; without a value the variable is empty, without a name all are listed. */
function setCommand([name, ...values]: readonly CommandArgument[], { variables, print }: CommandContext) {
  if (!name) {
    const names = [...variables.keys()].sort();
    for (const each of names) print(`${each} = '${variables.get(each)}'\n`, 'out');
    return DONE;
  }
  const complaint = setVariable(variables, name.text, values.map((value) => value.text).join(''));
  return complaint === undefined ? DONE : failed(complaint);
}

function echoCommand(stream: 'out' | 'err'): Handler {
  return (values, { print }) => {
    const [first] = values;
    const noNewline = first?.text === '-n' && !first.quoted;
    const words = (noNewline ? values.slice(1) : values).map((value) => value.text);
    print(words.join(' ') + (noNewline ? '' : '\n'), stream);
    return DONE;
  };
}

/** Leaves the variable alone where the environment has none. */
function getenvCommand([name, of]: readonly CommandArgument[], context: CommandContext): CommandOutcome {
  if (!name || !of) return failed('\\getenv: missing required argument');
  const value = context.environment[of.text];
  const complaint = value === undefined ? undefined : setVariable(context.variables, name.text, value);
  return complaint === undefined ? DONE : failed(complaint);
}

function displayCommand(change: (display: Display, value: string | undefined) => DisplayChange): Handler {
  return ([value], { display, variables, print }) => {
    if (!display) return { kind: 'ignored' };
    const { said, complaint } = change(display, value && withoutSemicolons(value));
    const isQuiet = parseBoolean(variables.get('QUIET') ?? 'off') === true;
    if (said !== undefined && !isQuiet) print(said, 'out');
    return complaint === undefined ? DONE : failed(complaint);
  };
}

function includeCommand(name: string, relative: boolean): Handler {
  return ([file]) => {
    if (!file) return failed(`\\${name}: missing required argument`);
    return { kind: 'include', name: withoutSemicolons(file), relative };
  };
}

/** psql: some commands take no semicolon into an argument's end, so that one may end the line as it does in SQL. */
function withoutSemicolons({ text, quoted }: CommandArgument): string {
  return quoted ? text : text.replace(/;+$/, '');
}

function failed(message: string): CommandOutcome & { readonly kind: 'failed' } {
  return { kind: 'failed', message };
}
