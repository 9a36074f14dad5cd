/** Results for people: psql's tables, and below each what Lambda returned, decoded. */
import {
  decodeInvocation,
  findInvocationTexts,
  type InvocationText,
} from '../../core/invocation/invocations';
import type {
  Cell,
  Column,
  RunEvent,
  RunEventSink,
  RowsEvent,
  StatementDone,
  StatementOutcome,
} from '../../core/invocation/outcome';
import { visible, visibleBlock, type Terminal } from '../terminal';
import { displayWidth } from '../displayWidth';
import { formatAdvice, formatFailure, formatNotice, placeOf, type StatementPlace } from './failureText';
import { formatInvocation } from './invocationText';
import { formatExpanded } from './expandedRows';
import { formatRows } from './rowTable';
import type { Source } from '../source';

/** Columns that an invocation shows in full below the table. */
const DECODED = new Set(['payload', 'log_result', 'log']);
const DECODED_WIDTH = 60;
/** So much of a table is aligned at once; a longer one is printed in parts, as psql does with FETCH_COUNT. */
const PART = { rows: 10_000, size: 8_000_000 };

/** A statement that runs, and the rows that are not printed yet. */
interface Running {
  readonly place: StatementPlace;
  expanded: 'on' | 'auto' | undefined;
  rows: (readonly Cell[])[];
  size: number;
  printed: number;
  readonly invocations: InvocationText[];
}

export function createTableOutput(terminal: Terminal, source: Source): RunEventSink {
  let running = begin(placeOf({ start: 0 }, source));
  return (event) => {
    switch (event.kind) {
      case 'statementStarted':
        running = begin(placeOf(event, source), event.expanded);
        return undefined;
      case 'rows':
        takeRows(terminal, running, event);
        return terminal.caughtUp();
      case 'notice':
        return terminal.err(formatNotice(event.notice));
      case 'output':
        return writeOutput(terminal, event);
      case 'statementEnded':
        return writeOutcome(terminal, event.outcome, running);
      case 'finished':
        return undefined;
    }
  };
}

const begin = (place: StatementPlace, expanded?: Running['expanded']): Running => ({
  place,
  expanded,
  rows: [],
  size: 0,
  printed: 0,
  invocations: [],
});

function takeRows(terminal: Terminal, running: Running, { columns, rows, size }: RowsEvent): void {
  const full = running.rows.length + rows.length > PART.rows || running.size + size > PART.size;
  // What stands before these rows, so that the last part is never empty.
  if (full && running.rows.length > 0) writeRows(terminal, columns, running);
  running.invocations.push(...findInvocationTexts(columns, rows));
  running.rows.push(...rows);
  running.size += size;
}

/** `isLast`: with the number of rows below. */
function writeRows(terminal: Terminal, columns: readonly Column[], running: Running, isLast = false): void {
  const { rows, printed, invocations } = running;
  const total = printed + rows.length;
  const shown = invocations.length > 0 ? shorten(columns, rows) : rows;
  const part = { isFirst: printed === 0, ...(isLast && { total }) };
  const table = running.expanded === 'on' ? '' : formatRows(columns, shown, part);
  // As wide as its widest row: a part that fits may follow one that does not.
  if (running.expanded === 'auto' && exceeds(terminal, table)) running.expanded = 'on';
  terminal.out(running.expanded === 'on' ? formatExpanded(columns, shown, part, printed) : table);
  running.printed = total;
  running.rows = [];
  running.size = 0;
}

function exceeds({ columns }: Terminal, table: string): boolean {
  return columns !== undefined && displayWidth(table.slice(0, table.indexOf('\n'))) > columns;
}

/** A file gets the bytes as they are, a screen no escape sequence. */
function writeOutput(terminal: Terminal, { text, stream }: RunEvent & { kind: 'output' }): void {
  if (stream === 'err') terminal.err(visibleBlock(text));
  else terminal.out(terminal.outIsScreen ? visibleBlock(text) : text);
}

function writeOutcome(terminal: Terminal, outcome: StatementOutcome, running: Running): void {
  switch (outcome.kind) {
    case 'done':
      return writeDone(terminal, outcome, running);
    case 'failed': {
      const place = { ...running.place, sql: outcome.sql };
      return terminal.err(formatFailure(outcome.failure, place, terminal.errStyle));
    }
    case 'cancelled':
      return terminal.err(`${terminal.errStyle.red('CANCELLED:')}  the statement was stopped.\n`);
  }
}

function writeDone(terminal: Terminal, outcome: StatementDone, running: Running): void {
  const { columns, command, storedIn, executed, advice } = outcome;
  if (columns.length > 0 && !storedIn && !executed) {
    writeRows(terminal, columns, running, true);
    terminal.out('\n');
    writeInvocations(terminal, running.invocations);
  } else if (columns.length === 0 && command !== '' && !/^COPY/.test(command))
    terminal.out(`${visible(command)}\n`);
  if (advice !== undefined) terminal.err(`${formatAdvice(advice, terminal.errStyle)}\n`);
}

/** What stands decoded below is only hinted at in the table. */
function shorten(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): readonly (readonly Cell[])[] {
  const decoded = columns.map(({ name }) => DECODED.has(name));
  return rows.map((row) =>
    row.map((cell, index) => (cell !== null && decoded[index] ? shortenCell(cell) : cell)),
  );
}

function shortenCell(cell: string): string {
  const line = cell.trim().replace(/\s*\n\s*/g, ' ');
  return displayWidth(line) <= DECODED_WIDTH ? line : `${line.slice(0, DECODED_WIDTH - 1)}…`;
}

function writeInvocations(terminal: Terminal, invocations: readonly InvocationText[]): void {
  for (const [index, text] of invocations.entries()) {
    const title =
      invocations.length === 1 ? 'Invocation' : `Invocation ${index + 1} of ${invocations.length}`;
    const invocation = decodeInvocation({ ...text, payload: null });
    terminal.out(`${formatInvocation(title, invocation, text, terminal.outStyle)}\n`);
  }
}
