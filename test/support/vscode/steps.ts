import { test } from 'node:test';
import type { EditorPage } from './editorPage';

/** Declares the steps of a story, one test each, in order. Each ends in a picture, also when it fails. */
export function createSteps(editor: () => EditorPage): (name: string, action: () => Promise<void>) => void {
  return (name, action) =>
    void test(name, async () => {
      try {
        await action();
      } finally {
        await editor().screenshot(name);
      }
    });
}
