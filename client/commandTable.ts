/** Every command: the manifest is held to this table by a test, and commands are registered through it. */

/** The statement that a code lens stood above when it was drawn. */
export interface LensTarget {
  /** Of the document, as text. */
  readonly uri: string;
  /** UTF-16 offset of the statement's first character when the lens was drawn. */
  readonly offset: number;
  /** The statement's text then: what is run must be what the lens stood above. */
  readonly sql: string;
}

/** Reads what a command was given; undefined where it is no lens target. */
export function readLensTarget(value: unknown): LensTarget | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { uri, offset, sql } = value as Partial<Record<keyof LensTarget, unknown>>;
  const valid = typeof uri === 'string' && typeof offset === 'number' && typeof sql === 'string';
  return valid ? { uri, offset, sql } : undefined;
}

/** What each command may be given; without, it works on the active editor or asks. */
export interface CommandArguments {
  /** A `LensTarget` from a lens, the resource from a menu, anything from a user's keybinding. */
  runQuery: [target?: unknown];
  /** The resource from a menu. */
  runFile: [resource?: unknown];
  /** The URI of the file, to choose none. */
  runForEachRow: [file?: unknown];
  cancelQuery: [];
  commit: [];
  rollBack: [];
  invokeDirectly: [];
  refreshCatalog: [];
  addConnection: [];
  selectConnection: [];
  removeConnection: [];
  changePassword: [];
  forgetPassword: [];
  restartCluster: [];
  resetCluster: [];
  openFunctionsFolder: [];
  newFunction: [];
  refreshFunctions: [];
  showHistory: [];
  searchHistory: [];
  clearHistory: [];
  /** An entry of the history's view, and all that are selected there; without, one is asked for. */
  showRun: [node?: unknown];
  openRunAsText: [node?: unknown];
  runAgain: [node?: unknown];
  copyRun: [node?: unknown];
  insertRun: [node?: unknown];
  selectRunForCompare: [node?: unknown];
  compareWithSelectedRun: [node?: unknown];
  compareRuns: [node?: unknown, nodes?: unknown];
  pinRun: [node?: unknown, nodes?: unknown];
  unpinRun: [node?: unknown, nodes?: unknown];
  removeRun: [node?: unknown, nodes?: unknown];
  showLog: [];
  restartLanguageServer: [];
}

export type CommandKey = keyof CommandArguments;

export interface CommandFacts {
  readonly title: string;
  /** Offered only while the editor holds SQL. */
  readonly inSqlOnly?: true;
  /** Offered only while a run is under way. */
  readonly whileRunning?: true;
  /** Offered only while the session of the SQL file in front has an open transaction. */
  readonly inTransaction?: true;
  /** Offered only while a run is selected for a comparison. */
  readonly whileComparing?: true;
}

export const CATEGORY = 'Aurora Lambda';

export const COMMANDS: Readonly<Record<CommandKey, CommandFacts>> = {
  runQuery: { title: 'Run Query', inSqlOnly: true },
  runFile: { title: 'Run File', inSqlOnly: true },
  runForEachRow: { title: 'Run for Each Row of a File…', inSqlOnly: true },
  cancelQuery: { title: 'Cancel Query', whileRunning: true },
  commit: { title: 'Commit', inTransaction: true },
  rollBack: { title: 'Roll Back', inTransaction: true },
  invokeDirectly: { title: 'Invoke Directly…' },
  refreshCatalog: { title: 'Refresh Database Catalog' },
  addConnection: { title: 'Add Connection…' },
  selectConnection: { title: 'Select Connection…' },
  removeConnection: { title: 'Remove Connection…' },
  changePassword: { title: 'Change Password…' },
  forgetPassword: { title: 'Forget Password…' },
  restartCluster: { title: 'Restart Embedded Cluster' },
  resetCluster: { title: 'Reset Embedded Cluster…' },
  openFunctionsFolder: { title: 'Open Functions Folder' },
  newFunction: { title: 'New Function…' },
  refreshFunctions: { title: 'Refresh Lambda Functions' },
  showHistory: { title: 'Show History' },
  searchHistory: { title: 'Search History…' },
  clearHistory: { title: 'Clear History…' },
  showRun: { title: 'Show Run of the History' },
  openRunAsText: { title: 'Open Run as Text' },
  runAgain: { title: 'Run Again' },
  copyRun: { title: 'Copy Statement' },
  insertRun: { title: 'Insert Statement into Editor' },
  selectRunForCompare: { title: 'Select for Compare' },
  compareWithSelectedRun: { title: 'Compare with Selected', whileComparing: true },
  compareRuns: { title: 'Compare Runs…' },
  pinRun: { title: 'Pin Run' },
  unpinRun: { title: 'Unpin Run' },
  removeRun: { title: 'Remove Run from History' },
  showLog: { title: 'Show Log' },
  restartLanguageServer: { title: 'Restart Language Server' },
};

/** Set while a run is under way, for `when` clauses. */
export const RUNNING_CONTEXT = 'auroraLambda.running';

/** Set while the session of the SQL file in front has an open transaction, for `when` clauses. */
export const TRANSACTION_CONTEXT = 'auroraLambda.inTransaction';

/** Set while a run of the history is selected for a comparison, for `when` clauses. */
export const COMPARING_CONTEXT = 'auroraLambda.comparing';

/** Set once the extension is at work: the history's view is of no use to those who never see us. */
export const AWAKE_CONTEXT = 'auroraLambda.awake';

export function commandId(key: CommandKey): string {
  return `auroraLambda.${key}`;
}
