import { window } from 'vscode';
import type { GuardAnswer, Guard } from '../../cluster/script/options';
import { describeQuestion, namesOf } from '../../core/guard/question';
import { toVisibleText } from '../../core/invocation/visibleText';
import type { FindFigures } from './functionFigures';

const RUN = 'Run';
const RUN_ALL = 'Run, and the Rest of This Run';
const DRY_RUN = 'Dry Run';

/**
 * Asks the user, in a dialog that has to be answered, before each statement of one run that would invoke Lambda.
 * `runs`: how many runs the answer is for.
 */
export function createConfirmation(connection: string, findFigures: FindFigures, runs = 1): Guard {
  let isForAll = false;
  return async (foreseen, sql): Promise<GuardAnswer> => {
    if (isForAll) return { kind: 'run' };
    const choices = [RUN, ...(foreseen.dryRun === undefined ? [] : [DRY_RUN]), RUN_ALL];
    const lines = describeQuestion(foreseen, await findFigures(namesOf(foreseen)), runs);
    const detail = [...lines.map((line) => `• ${toVisibleText(line)}`), '', excerpt(sql)].join('\n');
    const message = `Invoke Lambda on ${connection}?`;
    const choice = await window.showWarningMessage(message, { modal: true, detail }, ...choices);
    isForAll = choice === RUN_ALL;
    if (choice === DRY_RUN) return { kind: 'dryRun' };
    return { kind: choice === undefined ? 'cancel' : 'run' };
  };
}

const MOST_SHOWN = 400;

function excerpt(sql: string): string {
  const shown = toVisibleText(sql.slice(0, MOST_SHOWN), '\n\t');
  return sql.length <= MOST_SHOWN ? shown : `${shown} …`;
}
