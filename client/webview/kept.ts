/** What the page keeps where VS Code keeps it: while the view is hidden, and over a reload of the window. */

/** How a result that holds invocations is seen. */
export type ResultShape = 'invocations' | 'rows';

/** What the user chose to look at of a run. */
export interface Choice {
  readonly runId: number;
  /** Undefined: follow the run. */
  readonly statement?: number;
  readonly shape?: ResultShape;
}

/** How the value beside the rows is seen, in every result: it is a matter of the user's room, not of a run. */
export interface DetailsPlace {
  readonly isOpen: boolean;
  /** Index of the column that was looked at last. */
  readonly column: number;
  /** In hundredths of the room that it has together with the rows; undefined: as it comes. */
  readonly size?: number;
}

/** The state as a whole; nothing in it comes from data. */
interface KeptState {
  readonly choices: readonly Choice[];
  readonly details: DetailsPlace;
}

/** VS Code's own part: keeps a value of any shape. */
export interface StateApi {
  getState(): unknown;
  setState(state: KeptState): void;
}

export interface Kept {
  /** What was chosen while the same run was on screen before. */
  choice(runId: number): Choice;
  keepChoice(choice: Choice): void;
  /** Forgets what was chosen of other runs. */
  keepRuns(runIds: readonly number[]): void;
  details: DetailsPlace;
}

export function createKept(api: StateApi): Kept {
  let state = readState(api.getState());
  const keep = (changed: Partial<KeptState>): void => {
    state = { ...state, ...changed };
    api.setState(state);
  };
  return {
    choice: (runId) => state.choices.find((choice) => choice.runId === runId) ?? { runId },
    keepChoice: (choice) =>
      keep({ choices: [...state.choices.filter(({ runId }) => runId !== choice.runId), choice] }),
    keepRuns(runIds) {
      const choices = state.choices.filter(({ runId }) => runIds.includes(runId));
      if (choices.length < state.choices.length) keep({ choices });
    },
    get details() {
      return state.details;
    },
    set details(details) {
      keep({ details });
    },
  };
}

/** What another version of the extension has kept may have another shape: then nothing was kept. */
function readState(value: unknown): KeptState {
  const { choices, details } = (value ?? {}) as Partial<KeptState>;
  const { isOpen, column, size } = details ?? {};
  return {
    choices: Array.isArray(choices) ? (choices as readonly Choice[]) : [],
    details: {
      isOpen: isOpen === true,
      column: typeof column === 'number' ? column : 0,
      ...(typeof size === 'number' && { size }),
    },
  };
}
