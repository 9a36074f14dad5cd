/** Whether a text is JSON; JSON.parse and PostgreSQL's json type agree on it. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
