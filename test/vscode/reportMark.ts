/** Begins each line of the suite's report, which shares the console with VS Code's own. */
export const REPORT_MARK = '[suite] ';
