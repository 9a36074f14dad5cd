/** Answers what the webview asks about the rows of a statement. */
import { assertNever } from '../../core/assertNever';
import { chartDurations, summarizeInvocations } from '../../core/invocation/summary';
import type { Column } from '../../core/invocation/outcome';
import type { PanelHost } from './host';
import { copiedPart, copiedRow, openedCell, openedPart } from './pages';
import type { FromWebview } from './protocol';
import type { StatementRows } from './statementRows';

/** What is asked about a statement's rows. */
export type DataMessage = Exclude<
  Extract<FromWebview, { readonly statement: number }>,
  { readonly kind: 'reveal' | 'exportRows' }
>;

/** More than this are too thin to be told apart. */
const MOST_BARS = 120;

/** Rejects where the rows cannot be read any more. What does not exist is passed over. */
export async function answer(
  message: DataMessage,
  rows: StatementRows,
  columns: readonly Column[],
  host: Pick<PanelHost, 'post' | 'copy' | 'open'>,
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
    case 'copyRow': {
      const row = await rows.row(message.row);
      return row && host.copy(copiedRow(row));
    }
    case 'copyCell':
    case 'openCell': {
      const cell = (await rows.row(message.row))?.[message.column];
      const column = columns[message.column];
      if (cell === undefined || !column) return;
      return message.kind === 'copyCell' ? host.copy(cell ?? '') : host.open(openedCell(cell, column));
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
