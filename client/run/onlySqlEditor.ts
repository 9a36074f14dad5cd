import { TabInputText, window, workspace, type TextEditor } from 'vscode';
import { isSqlLanguage } from '../languages';

/**
 * The one SQL editor that is open, brought to the front: what a button of the walkthrough or of a view, which stand
 * in front themselves, can only mean. Undefined where there is none, or several.
 */
export async function showOnlySqlEditor(): Promise<TextEditor | undefined> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const open = new Set(
    tabs.flatMap(({ input }) => (input instanceof TabInputText ? [input.uri.toString()] : [])),
  );
  const [only, ...others] = workspace.textDocuments.filter(
    ({ uri, languageId }) => open.has(uri.toString()) && isSqlLanguage(languageId),
  );
  return only && others.length === 0 ? window.showTextDocument(only) : undefined;
}
