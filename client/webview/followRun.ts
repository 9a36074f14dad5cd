import type { RunView, StatementView, ToWebview } from '../panel/protocol';

/** A message about a run that is on screen. */
export type RunMessage = Extract<ToWebview, { readonly runId: number }>;

/** The run as it is after the message. */
export function followRun(run: RunView, message: RunMessage): RunView {
  switch (message.kind) {
    case 'statement': {
      const { statement } = message;
      const at = run.statements.findLastIndex(({ index }) => index <= statement.index);
      const before = run.statements[at]?.index === statement.index ? at : at + 1;
      const statements = [...run.statements.slice(0, before), statement, ...run.statements.slice(at + 1)];
      return { ...run, statements };
    }
    case 'progress': {
      const { index, rowsKept, invocations, outOfSpace } = message;
      const grow = (one: StatementView): StatementView =>
        one.index === index && one.result
          ? { ...one, result: { ...one.result, rowsKept, invocations, outOfSpace } }
          : one;
      return { ...run, statements: run.statements.map(grow) };
    }
    case 'notice': {
      const add = (one: StatementView): StatementView =>
        one.index === message.index ? { ...one, notices: [...one.notices, message.notice] } : one;
      return { ...run, statements: run.statements.map(add) };
    }
    case 'output':
      return { ...run, output: [...run.output, message.chunk] };
    case 'outputTail':
      return { ...run, output: message.output, outputCut: true };
    case 'beside':
      return { ...run, beside: message.beside };
    case 'cancelling':
      return { ...run, cancelling: true };
    case 'finished':
      return { ...run, phase: message.phase, ms: message.ms };
  }
}

/** Where attention belongs when the user has chosen nothing: what failed, else what is newest. */
export function pickStatement({ statements }: RunView): StatementView | undefined {
  return statements.find(({ failure }) => failure) ?? statements.at(-1);
}
