/** Rows as the history keeps them: the first ones, with what is secret in them struck out. */
import { SECRET_MARK, SECRET_NAME } from '../../core/catalog/secrets';
import { parseComposite, writeComposite } from '../../core/invocation/composite';
import { decodeLogText } from '../../core/invocation/logText';
import type { Cell, Column } from '../../core/invocation/outcome';

type Row = readonly Cell[];

/** In UTF-16 units. */
export interface RowBounds {
  readonly rows: number;
  readonly cell: number;
}

/** So much more of a long value is looked at, so that no secret is cut in two before it is seen. */
const BEYOND = 1_000;

/** The first rows of a statement, as they come. What no bound can keep is let go at once. */
export class FirstRows {
  columns: readonly Column[] = [];
  readonly rows: Row[] = [];
  isCut = false;

  constructor(private readonly bounds: RowBounds) {}

  /** Gives what is left of `room`, in UTF-16 units. */
  add(columns: readonly Column[], rows: readonly Row[], room: number): number {
    this.columns = columns;
    let left = room;
    for (const row of rows) {
      if (this.rows.length >= this.bounds.rows || left <= 0) {
        this.isCut = true;
        break;
      }
      const kept = row.map((cell) => this.limit(cell));
      left -= kept.reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
      this.rows.push(kept);
    }
    return left;
  }

  /** As they may be kept. `strike` takes the secrets out of a text. */
  strikeOut(strike: (text: string) => string): Row[] {
    const { cell: most } = this.bounds;
    return this.rows.map((row) =>
      row.map((cell, at) => {
        const struck = cell === null ? null : strikeOutCell(cell, this.columns[at], strike);
        return struck === null || struck.length <= most ? struck : `${struck.slice(0, most)}…`;
      }),
    );
  }

  private limit(cell: Cell): Cell {
    if (cell === null || cell.length <= this.bounds.cell) return cell;
    this.isCut = true;
    return cell.slice(0, this.bounds.cell + BEYOND);
  }
}

function strikeOutCell(cell: string, column: Column | undefined, strike: (text: string) => string): string {
  if (column && SECRET_NAME.test(column.name)) return SECRET_MARK;
  if (column?.name === 'log_result') return strikeOutLog(cell, strike);
  return column?.type === 'record' ? strikeOutRecord(cell, strike) : strike(cell);
}

/** What aws_lambda.invoke returns in one column: its fourth field is the log. */
const LOG_FIELD = 3;

function strikeOutRecord(cell: string, strike: (text: string) => string): string {
  const fields = parseComposite(cell);
  // A record that was cut may end in a part of its log.
  if (!fields) return strike(cell.replace(/,[A-Za-z0-9+/=]*$/, ',…'));
  return writeComposite(
    fields.map((field, at) => field && (at === LOG_FIELD ? strikeOutLog(field, strike) : strike(field))),
  );
}

/** A log in base64, as far as it can be decoded. */
function strikeOutLog(base64: string, strike: (text: string) => string): string {
  const log = decodeLogText(base64) ?? decodeLogText(base64.slice(0, -(base64.length % 4) || undefined));
  return log === undefined ? strike(base64) : Buffer.from(strike(log)).toString('base64');
}
