/** The backslash commands that stand by themselves: what they do, or what to do in their place. */
import { readArguments, type CommandArgument } from './arguments';
import { setVariable, type Variables } from './variables';

export interface CommandContext {
  readonly variables: Variables;
  /** What the script prints: `\echo` to `out`, `\warn` to `err`. */
  readonly print: (text: string, stream: 'out' | 'err') => void;
}

export type CommandOutcome =
  | { readonly kind: 'done' }
  /** Forget what has been typed of the next statement. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'quit' }
  /** psql shows things differently from here on; we don't. */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'failed'; readonly message: string; readonly advice?: string };

type Handler = (values: readonly CommandArgument[], context: CommandContext) => CommandOutcome;

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
};

/** They change how psql's terminal shows things. */
const DISPLAY = new Set(
  'a C f H html pset t T timing x encoding errverbose copyright pager prompt1 s h help ?'.split(' '),
);

/** What to do in place of a command that is not there. */
const INSTEAD: readonly (readonly [RegExp, string])[] = [
  [/^(?:i|ir|include|include_relative)$/, 'Run that file by itself, or paste its text here.'],
  [/^(?:c|connect)$/, 'Choose the connection before you run the script.'],
  [/^copy$/, 'Use psql for it, or COPY … FROM STDIN with the data in the script.'],
  [/^(?:d|l|z|sf|sv)/, 'Query the catalog: information_schema, or the views of pg_catalog.'],
  [/^!$/, 'Shell commands in a script are not run here.'],
  [/^prompt$/, 'Set the variable with \\set, or pass it with -v NAME=VALUE.'],
  [/^(?:o|out|w|write)$/, 'Take the results from here instead.'],
];

/** `name` without its backslash. Conditions and the commands that send a query are not among these. */
export function runMetaCommand(name: string, argument: string, context: CommandContext): CommandOutcome {
  const handler = Object.hasOwn(HANDLERS, name) ? HANDLERS[name] : undefined;
  if (!handler) return DISPLAY.has(name) ? { kind: 'ignored' } : notSupported(name);
  const read = readArguments(argument, context.variables);
  return read.kind === 'read' ? handler(read.values, context) : failed(read.problem);
}

export function notSupported(name: string): CommandOutcome & { readonly kind: 'failed' } {
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

function failed(message: string): CommandOutcome & { readonly kind: 'failed' } {
  return { kind: 'failed', message };
}
