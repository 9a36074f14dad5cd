import { window } from 'vscode';
import type { ParameterPrompts } from './askParameters';

/** Asked at the top of the window; Escape is no answer. */
export const PARAMETER_PROMPTS: ParameterPrompts = {
  askText: async (title, prompt, value, isHidden = false) =>
    window.showInputBox({ title, prompt, value, password: isHidden, ignoreFocusOut: true }),
  askSame: async (title, values) => {
    const same = { label: 'Run with the same values', detail: values };
    const other = { label: 'Enter other values' };
    const choice = await window.showQuickPick([same, other], { title, ignoreFocusOut: true });
    if (!choice) return undefined;
    return choice === same ? 'same' : 'other';
  },
};
