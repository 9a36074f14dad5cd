/** Answers what the webview asks about the rows of a statement. */
import { assertNever } from '../../core/assertNever';
import { chartDurations, summarizeInvocations } from '../../core/invocation/summary';
import type { Cell, Column } from '../../core/invocation/outcome';
import type { PanelHost } from './host';
import { cutOut } from './cutOut';
import { copiedPart, detailedCell, openedCell, openedPart, savedCell } from './pages';
import type { FromWebview } from './protocol';
import type { StatementRows } from './statementRows';

/** What is asked about a statement's rows. */
export type DataMessage = Exclude<
  Extract<FromWebview, { readonly statement: number }>,
  { readonly kind: 'reveal' | 'exportRows' }
>;

type DataHost = Pick<PanelHost, 'post' | 'copy' | 'copyRows' | 'open' | 'save'>;

/** More than this are too thin to be told apart. */
const MOST_BARS = 120;

/** Rejects where the rows cannot be read any more. What does not exist is passed over. */
export async function answer(
  message: DataMessage,
  rows: StatementRows,
  columns: readonly Column[],
  host: DataHost,
): Promise<void> {
  switch (message.kind) {
    case 'fetchRows': {
      const { requestId, start, end, arranged } = message;
      return host.post({ kind: 'rows', requestId, ...(await rows.page(start, end, arranged)) });
    }
    case 'arrangeRows': {
      const { requestId, filter, column, descending } = message;
      const arranged = await rows.arrange({ filter, column, descending });
      return arranged && host.post({ kind: 'arranged', requestId, ...arranged });
    }
    case 'fetchFigures': {
      const summary = summarizeInvocations(rows.figures);
      const bars = chartDurations(rows.figures, MOST_BARS);
      return host.post({ kind: 'figures', requestId: message.requestId, summary, bars });
    }
    case 'fetchInvocations': {
      const { requestId, start } = message;
      const invocations = await rows.invocations(start);
      return host.post({ kind: 'invocations', requestId, invocations });
    }
    case 'findRows':
    case 'fetchMatch':
    case 'endFind':
      return answerSearch(message, rows, host);
    case 'copyRange': {
      const { arranged, form } = message;
      const copied = cutOut(columns, message.columns);
      const count = rows.countIn(message, arranged);
      if (count === 0 || copied.length === 0) return;
      return host.copyRows({ columns: copied, pieces: rows.block(message, arranged), rows: count }, form);
    }
    case 'fetchCell':
    case 'copyCell':
    case 'openCell':
    case 'saveCell': {
      const cell = (await rows.row(message.row))?.[message.column];
      const column = columns[message.column];
      return cell === undefined || !column ? undefined : answerCell(message, cell, column, host);
    }
    case 'copyPart':
    case 'openPart': {
      const invocation = await rows.invocation(message.invocation);
      if (!invocation) return;
      return message.kind === 'copyPart'
        ? host.copy(copiedPart(invocation, message.part))
        : host.open(openedPart(invocation, message.part));
    }
    default:
      return assertNever(message);
  }
}

type CellMessage = Extract<DataMessage, { readonly row: number }>;

function answerCell(message: CellMessage, cell: Cell, column: Column, host: DataHost): void {
  switch (message.kind) {
    case 'fetchCell':
      return host.post({ kind: 'cell', requestId: message.requestId, cell: detailedCell(cell, column) });
    case 'copyCell':
      return host.copy(cell ?? '');
    case 'openCell':
      return host.open(openedCell(cell, column));
    case 'saveCell':
      return host.save(savedCell(cell ?? '', column));
  }
}

type SearchMessage = Extract<DataMessage, { readonly kind: 'findRows' | 'fetchMatch' | 'endFind' }>;

async function answerSearch(message: SearchMessage, rows: StatementRows, host: DataHost): Promise<void> {
  if (message.kind === 'endFind') return rows.endFind();
  const { requestId } = message;
  if (message.kind === 'findRows') {
    const { arranged } = message;
    return rows.find(message, arranged, (progress) => host.post({ kind: 'found', requestId, ...progress }));
  }
  const { backwards, including } = message;
  const match = (await rows.match(message, backwards, including)) ?? null;
  return host.post({ kind: 'match', requestId, match });
}
