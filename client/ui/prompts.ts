import {
  Disposable,
  QuickInputButtons,
  ThemeIcon,
  window,
  type QuickInput,
  type QuickPickItem,
} from 'vscode';
import type { Answer, Prompts, StepNumber } from '../connections/wizard';

/** The wizard's questions in VS Code's input box and pick list; its back button goes one question back. */
export function createPrompts(title: string): Prompts {
  return {
    input(question, step) {
      const box = window.createInputBox();
      Object.assign(box, { title, value: question.value, prompt: question.prompt });
      box.placeholder = question.placeholder ?? '';
      box.password = question.password ?? false;
      return ask<string>(box, step, (give) => [
        box.onDidChangeValue(() => (box.validationMessage = undefined)),
        box.onDidAccept(() => {
          const problem = question.validate?.(box.value);
          if (problem === undefined) give(box.value);
          else box.validationMessage = problem;
        }),
      ]);
    },
    choose<T>(question: Parameters<Prompts['choose']>[0], step: StepNumber) {
      const pick = window.createQuickPick<QuickPickItem & { readonly value: T }>();
      const items = question.choices.map((choice) => choice as QuickPickItem & { readonly value: T });
      Object.assign(pick, { title, placeholder: question.prompt, items, matchOnDetail: true });
      pick.activeItems = items.filter(({ value }) => value === question.value);
      return ask<T>(pick, step, (give) => [
        pick.onDidAccept(() => {
          const [chosen] = pick.selectedItems;
          if (chosen) give(chosen.value);
        }),
      ]);
    },
  };
}

/** Shows the input until it is answered, left or gone back from. */
function ask<T>(
  input: QuickInput & {
    buttons: readonly object[];
    onDidTriggerButton: (heard: (button: object) => void) => Disposable;
  },
  { step, of, more }: StepNumber,
  listen: (give: (value: T) => void) => readonly Disposable[],
): Promise<Answer<T>> {
  // Whoever looks up a password or a host elsewhere comes back to where they were.
  Object.assign(input, { step, totalSteps: of, ignoreFocusOut: true });
  const back = step > 1 ? [QuickInputButtons.Back] : [];
  const moreButton = { iconPath: new ThemeIcon('settings-gear'), tooltip: more?.tooltip ?? '' };
  input.buttons = more ? [...back, moreButton] : back;
  const takeMore = (): void => {
    input.totalSteps = more?.want();
    input.buttons = back;
  };
  return new Promise<Answer<T>>((resolve) => {
    const listeners = [
      ...listen((value) => resolve({ kind: 'given', value })),
      input.onDidTriggerButton((button) => (button === moreButton ? takeMore() : resolve({ kind: 'back' }))),
      input.onDidHide(() => {
        resolve({ kind: 'cancelled' });
        Disposable.from(...listeners).dispose();
        input.dispose();
      }),
    ];
    input.show();
  }).finally(() => input.dispose());
}
