import type { LogOutputChannel, TextDocument } from 'vscode';
import type { Guard } from '../../cluster/script/options';
import type { RunEvent } from '../../core/invocation/outcome';
import type { FailureSquiggles } from '../editor/failureSquiggles';
import type { LiveDocuments } from '../editor/liveDocuments';
import type { ParameterMemory } from '../parameters/parameterMemory';
import type { Runner } from './runner';
import type { Connection } from './sessions';
import type { TellBusy } from './tellBusy';

/** What the commands that run SQL work with. */
export interface RunParts {
  readonly live: LiveDocuments;
  readonly runner: Runner;
  readonly tellBusy: TellBusy;
  readonly squiggles: FailureSquiggles;
  readonly parameterMemory: ParameterMemory;
  readonly log: LogOutputChannel;
  /** Where SQL of the document runs now, or the connection of that name; undefined after the user has been told why nowhere. */
  readonly findTarget: (document: TextDocument, connection?: string) => Promise<RunTarget | undefined>;
  /** The same, telling nobody. */
  readonly findConnection: (document: TextDocument) => Connection | undefined;
}

/** A connection and how many rows of a result it keeps. */
export interface RunTarget {
  readonly connection: Connection;
  readonly rowLimit: number;
  /** Asked before a statement that would invoke Lambda. */
  readonly guard?: Guard;
  /** The same for so many runs, asked once. */
  readonly guardAll?: (runs: number) => Guard;
  /** Learns from what the run tells. */
  readonly watch?: (event: RunEvent) => void;
}
