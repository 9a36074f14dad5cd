import type { Guard, GuardAnswer } from '../../cluster/script/options';
import type { FunctionFigures } from '../../core/guard/functionFigures';
import { describeQuestion, namesOf } from '../../core/guard/question';
import { askUser } from '../askUser';
import { visible, type Terminal } from '../terminal';

export interface ConfirmationOptions {
  /** Everything has been agreed to on the command line. */
  readonly yes: boolean;
  /** A person can answer: standard input is a terminal, and nothing else is read from it. */
  readonly canAsk: boolean;
  /** How many runs an answer is for. */
  readonly runs: number;
  /** How long functions took in this run so far. */
  readonly findFigures: (functionName: string) => FunctionFigures | undefined;
}

/** Asks on standard error before a statement that would invoke Lambda; without anybody to ask, it is not run. */
export function createConfirmation(
  connection: string,
  terminal: Terminal,
  options: ConfirmationOptions,
): Guard {
  return async (foreseen): Promise<GuardAnswer> => {
    if (options.yes) return { kind: 'run' };
    if (!options.canAsk) return refusal(connection);
    const known = new Map(
      namesOf(foreseen).flatMap((name) => {
        const figures = options.findFigures(name);
        return figures ? [[name, figures] as const] : [];
      }),
    );
    const lines = describeQuestion(foreseen, known, options.runs).map((line) => `  ${visible(line)}\n`);
    terminal.err(`This statement invokes Lambda on ${visible(connection)}:\n${lines.join('')}`);
    const dryRun = foreseen.dryRun === undefined ? '' : ', d for a dry run';
    const answer = await askUser(`Run it? (y for yes${dryRun}, anything else for no) `);
    if (/^y(?:es)?$/i.test(answer)) return { kind: 'run' };
    return { kind: dryRun && /^d$/i.test(answer) ? 'dryRun' : 'cancel' };
  };
}

function refusal(connection: string): GuardAnswer {
  return {
    kind: 'refuse',
    message: `Not run: this statement invokes Lambda on "${connection}", which asks first, and nobody can be asked here.`,
    advice: 'Give --yes to run such statements without being asked.',
  };
}
