import { window } from 'vscode';
import type { GuardAnswer, Guard } from '../../cluster/script/options';
import { describeForeseen } from '../../core/guard/foreseen';

const RUN = 'Run';
const RUN_ALL = 'Run, and the Rest of This Run';
const DRY_RUN = 'Dry Run';

/** Asks the user, in a dialog that has to be answered, before each statement of one run that would invoke Lambda. */
export function createConfirmation(connection: string): Guard {
  let isForAll = false;
  return async (foreseen, sql): Promise<GuardAnswer> => {
    if (isForAll) return { kind: 'run' };
    const choices = [RUN, ...(foreseen.dryRun === undefined ? [] : [DRY_RUN]), RUN_ALL];
    const detail = [...describeForeseen(foreseen).map((line) => `• ${line}`), '', excerpt(sql)].join('\n');
    const message = `Invoke Lambda on ${connection}?`;
    const choice = await window.showWarningMessage(message, { modal: true, detail }, ...choices);
    isForAll = choice === RUN_ALL;
    if (choice === DRY_RUN) return { kind: 'dryRun' };
    return { kind: choice === undefined ? 'cancel' : 'run' };
  };
}

const MOST_SHOWN = 400;

function excerpt(sql: string): string {
  return sql.length <= MOST_SHOWN ? sql : `${sql.slice(0, MOST_SHOWN)} …`;
}
