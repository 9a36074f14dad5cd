/** Where the values of a run come from: the user, or the rows of a file. */
import { basename } from 'node:path';
import type { TextDocument } from 'vscode';
import { createAskParameters } from '../parameters/askParameters';
import type { ChosenRows } from '../parameters/askRows';
import { createAskVariables } from '../parameters/askVariables';
import { PARAMETER_PROMPTS } from '../parameters/parameterPrompts';
import type { RunParts, RunTarget } from './runParts';
import type { Job } from './runner';

type JobValues = Pick<Job, 'title' | 'guard' | 'askParameters' | 'askVariables' | 'rows' | 'onFailure'>;

export function askedValues(
  { squiggles, parameterMemory }: RunParts,
  { connection }: RunTarget,
  document: TextDocument,
): JobValues {
  return {
    title: basename(document.uri.path),
    askParameters: createAskParameters(connection.key, parameterMemory, PARAMETER_PROMPTS),
    askVariables: createAskVariables(PARAMETER_PROMPTS),
    onFailure: (...failed) => squiggles.add(document, ...failed),
  };
}

/** One question of the guard for all rows; of the rows that fail, the first marks the statement. */
export function givenValues(
  { squiggles }: RunParts,
  { guardAll }: RunTarget,
  document: TextDocument,
  rows: ChosenRows,
): JobValues {
  let isMarked = false;
  return {
    title: `${basename(document.uri.path)} with ${rows.file}`,
    rows,
    askVariables: createAskVariables(PARAMETER_PROMPTS, rows.variables),
    ...(guardAll && { guard: guardAll(rows.sets.length) }),
    onFailure: (...failed) => {
      if (!isMarked) squiggles.add(document, ...failed);
      isMarked = true;
    },
  };
}
