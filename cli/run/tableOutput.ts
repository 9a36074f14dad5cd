/** Results for people: psql's tables, and below each what Lambda returned, decoded. */
import { findInvocationTexts } from '../../core/invocation/invocations';
import type { Cell, Column, RunEvent, StatementDone, StatementOutcome } from '../../core/invocation/outcome';
import { visibleBlock, type Terminal } from '../terminal';
import { displayWidth } from '../displayWidth';
import { formatAdvice, formatFailure, formatNotice } from './failureText';
import { formatInvocation } from './invocationText';
import { formatRows } from './rowTable';
import type { Source } from '../source';

/** Columns that an invocation shows in full below the table. */
const DECODED = new Set(['payload', 'log_result', 'log']);
const DECODED_WIDTH = 60;

export function createTableOutput(terminal: Terminal, source: Source): (event: RunEvent) => void {
  const starts = new Map<number, number>();
  return (event) => {
    switch (event.kind) {
      case 'statementStarted':
        return void starts.set(event.index, event.start);
      case 'notice':
        return terminal.err(formatNotice(event.notice));
      case 'output':
        return writeOutput(terminal, event);
      case 'statementEnded':
        return writeOutcome(terminal, source, event.outcome, starts.get(event.index) ?? 0);
      case 'finished':
        return undefined;
    }
  };
}

/** A file gets the bytes as they are, a screen no escape sequence. */
function writeOutput(terminal: Terminal, { text, stream }: RunEvent & { kind: 'output' }): void {
  if (stream === 'err') terminal.err(visibleBlock(text));
  else terminal.out(terminal.outIsScreen ? visibleBlock(text) : text);
}

function writeOutcome(terminal: Terminal, source: Source, outcome: StatementOutcome, start: number): void {
  switch (outcome.kind) {
    case 'done':
      return writeDone(terminal, outcome);
    case 'failed': {
      const place = { file: source.file, script: source.text, start, sql: outcome.sql };
      return terminal.err(formatFailure(outcome.failure, place, terminal.errStyle));
    }
    case 'cancelled':
      return terminal.err(`${terminal.errStyle.red('CANCELLED:')}  the statement was stopped.\n`);
  }
}

function writeDone(terminal: Terminal, outcome: StatementDone): void {
  const { columns, rows, command, storedIn, executed, advice } = outcome;
  if (columns.length > 0 && !storedIn && !executed) {
    const shown = outcome.invocations.length > 0 ? shorten(columns, rows) : rows;
    terminal.out(`${formatRows(columns, shown)}\n`);
    writeInvocations(terminal, outcome);
  } else if (columns.length === 0 && command !== '' && !/^COPY/.test(command)) terminal.out(`${command}\n`);
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

function writeInvocations(terminal: Terminal, { columns, rows, invocations }: StatementDone): void {
  const texts = findInvocationTexts(columns, rows);
  for (const [index, invocation] of invocations.entries()) {
    const text = texts[index];
    if (!text) continue;
    const title =
      invocations.length === 1 ? 'Invocation' : `Invocation ${index + 1} of ${invocations.length}`;
    terminal.out(`${formatInvocation(title, invocation, text, terminal.outStyle)}\n`);
  }
}
