/** Questions one after the other, with a way back; without VS Code, so that it can be tested. */

export interface InputQuestion {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly password?: true;
  /** Says what is wrong with the text; undefined: nothing. */
  readonly validate?: (text: string) => string | undefined;
}

export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: T;
}

export interface ChoiceQuestion<T> {
  readonly prompt: string;
  readonly choices: readonly Choice<T>[];
  /** What is marked at first. */
  readonly value?: T;
}

/** `back`: to the question before. `cancelled`: the user left. */
export type Answer<T> =
  { readonly kind: 'given'; readonly value: T } | { readonly kind: 'back' } | { readonly kind: 'cancelled' };

/** How the questions of one wizard are asked. */
export interface Prompts {
  input(question: InputQuestion, step: StepNumber): Promise<Answer<string>>;
  choose<T>(question: ChoiceQuestion<T>, step: StepNumber): Promise<Answer<T>>;
}

/** 1 is the first question, which has no way back. */
export interface StepNumber {
  readonly step: number;
  readonly of: number;
  /** A button to be asked more at the end; undefined: there is nothing more, or it has been wanted. */
  readonly more?: MoreButton;
}

export interface MoreButton {
  readonly tooltip: string;
  /** Gives the number of questions from then on. */
  readonly want: () => number;
}

/** Questions for those who ask for them: `want` makes steps that were skipped be asked. */
export interface More<S> {
  readonly tooltip: string;
  readonly isWanted: (state: S) => boolean;
  readonly want: (state: S) => S;
}

/** One question: from what is known so far to what is known with the answer. */
export interface Step<S> {
  /** Whether what is known makes the question needless. */
  readonly skip?: (state: S) => boolean;
  readonly ask: (state: S, prompts: Prompts, step: StepNumber) => Promise<Answer<S>>;
}

/** Asks all that is to be asked; undefined where the user left. Going back keeps what was answered as proposal. */
export async function runSteps<S>(
  steps: readonly Step<S>[],
  initial: S,
  prompts: Prompts,
  more?: More<S>,
): Promise<S | undefined> {
  const asked: number[] = [];
  let state = initial;
  for (let index = 0; index < steps.length;) {
    const step = steps[index];
    if (!step || step.skip?.(state)) {
      index += 1;
      continue;
    }
    let wanted = false;
    const number = (): number =>
      asked.length + countFrom(steps, index, wanted && more ? more.want(state) : state);
    const want = (): number => {
      wanted = true;
      return number();
    };
    const answer = await step.ask(state, prompts, {
      step: asked.length + 1,
      of: number(),
      ...(more && !more.isWanted(state) && { more: { tooltip: more.tooltip, want } }),
    });
    if (answer.kind === 'cancelled') return undefined;
    if (answer.kind === 'given') state = answer.value;
    if (wanted && more) state = more.want(state);
    if (answer.kind === 'back') index = asked.pop() ?? 0;
    else {
      asked.push(index);
      index += 1;
    }
  }
  return state;
}

function countFrom<S>(steps: readonly Step<S>[], index: number, state: S): number {
  return steps.slice(index).filter((step) => !step.skip?.(state)).length;
}
