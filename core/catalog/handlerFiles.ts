/** Which files the embedded cluster takes for the handler of a Lambda function. */

/** Where handlers lie unless somebody says otherwise, seen from a workspace. */
export const FUNCTIONS_FOLDER = 'functions';

export type HandlerLanguage = 'node' | 'python';

/** Endings of a file that has the function's name, the likeliest first. */
export const HANDLER_ENDINGS: readonly { readonly ending: string; readonly language: HandlerLanguage }[] = [
  { ending: '.js', language: 'node' },
  { ending: '.mjs', language: 'node' },
  { ending: '.cjs', language: 'node' },
  { ending: '.py', language: 'python' },
];

/** The file that counts in a folder of the function's name, as AWS's console calls it. */
export const HANDLER_ENTRIES: readonly string[] = HANDLER_ENDINGS.map(
  ({ ending, language }) => (language === 'node' ? 'index' : 'lambda_function') + ending,
);
