/** Loads when it is first called. A fault is thrown by each call: what was half loaded is not loaded over. */
export function createLoader(load: () => void): () => void {
  let fault: Error | undefined;
  let isLoaded = false;
  return () => {
    if (fault) throw fault;
    if (isLoaded) return;
    isLoaded = true;
    try {
      load();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      fault = new Error(
        `Aurora Lambda SQL could not start: ${reason}. Reload the window; if it stays so, install the extension again.`,
        { cause: error },
      );
      throw fault;
    }
  };
}
