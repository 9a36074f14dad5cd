/**
 * One message to the server and its whole answer. pg's own Query keeps only the first word of a command tag and
 * pg-cursor ends the process on COPY, so the protocol is spoken here; pg does connection, TLS and parsing.
 * Source: https://www.postgresql.org/docs/current/protocol-flow.html
 */
import type { Connection, DatabaseError, FieldDef, Submittable } from 'pg';
import type { Cell } from '../../core/invocation/outcome';
import { RowStream, type Rows } from '../rows/rowStream';

export interface QueryRequest {
  readonly text: string;
  /**
   * `extended`: one statement, whose rows can be stopped at the limit. `simple`: several statements in one
   * message, COPY, and whatever the server should see as psql sends it. `describe`: nothing runs, and there are two
   * results without rows; the fields of the first are the parameters, those of the second the columns.
   */
  readonly protocol: 'simple' | 'extended' | 'describe';
  /** For `$1` and so on, as text; extended protocol only. */
  readonly parameters?: readonly Cell[];
  /** How many rows to keep; 0: all. */
  readonly rowLimit: number;
  /**
   * Past the limit, `stop` ends the statement early (extended protocol only), `discard` runs it to its end and
   * drops the rows: for statements that do more than read.
   */
  readonly beyondLimit: 'stop' | 'discard';
  /** What COPY … FROM STDIN is fed; undefined: it fails. */
  readonly copyData?: string;
  /** Takes what COPY … TO STDOUT gives. */
  readonly onCopyData?: (text: string) => void;
  /**
   * Takes the rows as they come, and the results have none. A promise holds the server back until it is settled;
   * the answer comes after the last. `size`: about how many bytes.
   */
  readonly onRows?: (fields: readonly FieldDef[], rows: Rows, size: number) => void | Promise<void>;
}

/** What one command of the message gave. */
export interface CommandResult {
  /** The command tag, e.g. `INSERT 0 1`; empty for an empty query; undefined where the limit stopped it. */
  readonly tag: string | undefined;
  readonly fields: readonly FieldDef[];
  readonly rows: Rows;
  /** How many rows came and were kept or handed on. */
  readonly received: number;
  /** More rows came than were wanted. */
  readonly truncated: boolean;
}

/** `error`: PostgreSQL's own, or the connection's. */
export type QueryAnswer = (
  { readonly kind: 'done' } | { readonly kind: 'failed'; readonly error: Error | DatabaseError }
) & {
  /** Of the commands that came to their end. */
  readonly results: readonly CommandResult[];
};

/** The message that pg only emits. */
interface ParameterDescription {
  readonly dataTypeIDs: readonly number[];
}

/** The parts of pg's Connection that its types leave out or have wrong. */
interface Wire {
  parse(message: { text: string }): void;
  bind(message: object): void;
  describe(message: { type: 'P' | 'S' }): void;
  execute(message: { rows: number }): void;
  close(message: { type: 'P' }): void;
  sync(): void;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
  once(event: string, listener: (message: ParameterDescription) => void): void;
  off(event: string, listener: (message: ParameterDescription) => void): void;
}

/** The wire's way to say no to COPY … FROM STDIN without data. */
const NO_COPY_DATA = 'there is no data for COPY FROM STDIN behind the statement';
const COPY_CHUNK = 65_536;
const ANY_FIELD = {
  tableID: 0,
  columnID: 0,
  dataTypeSize: -1,
  dataTypeModifier: -1,
  format: 'text',
} as const;

/** Handed to `client.query`, which calls its methods as the server's messages come in. */
export class Query implements Submittable {
  readonly answer: Promise<QueryAnswer>;
  private readonly results: CommandResult[] = [];
  private fields: readonly FieldDef[] = [];
  private rows: (readonly Cell[])[] = [];
  private received = 0;
  private truncated = false;
  private stream: RowStream | undefined;
  private wire: Wire | undefined;
  private resolve: (answer: QueryAnswer | Promise<QueryAnswer>) => void = () => undefined;
  private readonly copyDecoder = new TextDecoder();

  constructor(private readonly request: QueryRequest) {
    this.answer = new Promise((resolve) => (this.resolve = resolve));
  }

  submit = (connection: Connection): void => {
    const wire = connection as unknown as Wire;
    this.wire = wire;
    const { text, protocol, parameters, rowLimit, beyondLimit, onRows } = this.request;
    if (onRows) {
      const take = (rows: Rows, size: number) => onRows(this.fields, rows, size);
      this.stream = new RowStream(take, connection.stream);
    }
    if (protocol === 'simple') return wire.query(text);
    wire.parse({ text });
    if (protocol === 'describe') return this.askDescription(wire);
    wire.bind({ values: parameters ?? [] });
    wire.describe({ type: 'P' });
    // One row more than wanted tells whether there are more.
    wire.execute({ rows: beyondLimit === 'stop' && rowLimit > 0 ? rowLimit + 1 : 0 });
    wire.close({ type: 'P' });
    wire.sync();
  };

  private askDescription(wire: Wire): void {
    wire.once('parameterDescription', this.takeParameters);
    wire.describe({ type: 'S' });
    wire.sync();
  }

  private readonly takeParameters = ({ dataTypeIDs }: ParameterDescription): void => {
    this.fields = dataTypeIDs.map((dataTypeID, index) => ({
      ...ANY_FIELD,
      name: `$${index + 1}`,
      dataTypeID,
    }));
    this.endCommand('');
  };

  handleRowDescription(message: { fields: FieldDef[] }): void {
    this.fields = message.fields;
  }

  handleDataRow(message: { fields: Cell[]; length: number }): void {
    const { rowLimit } = this.request;
    if (rowLimit > 0 && this.received >= rowLimit) {
      this.truncated = true;
      return;
    }
    this.received++;
    if (this.stream) this.stream.add(message.fields, message.length);
    else this.rows.push(message.fields);
  }

  /** Whoever runs it has asked the server to stop: what still comes is passed over. */
  dropRows(): void {
    this.stream?.drop();
  }

  handlePortalSuspended(): void {
    this.endCommand(undefined);
  }

  handleCommandComplete(message: { text: string }): void {
    this.endCommand(message.text);
  }

  handleEmptyQuery(): void {
    this.endCommand('');
  }

  handleCopyInResponse(): void {
    const { copyData } = this.request;
    if (copyData === undefined) return this.wire?.sendCopyFail(NO_COPY_DATA);
    const bytes = Buffer.from(copyData);
    for (let at = 0; at < bytes.length; at += COPY_CHUNK) {
      this.wire?.sendCopyFromChunk(bytes.subarray(at, at + COPY_CHUNK));
    }
    this.wire?.endCopyFrom();
  }

  handleCopyData(message: { chunk: Uint8Array }): void {
    this.request.onCopyData?.(this.copyDecoder.decode(message.chunk, { stream: true }));
  }

  handleReadyForQuery(): void {
    // Every message has at least one result, whatever the server leaves out.
    const least = this.request.protocol === 'describe' ? 2 : 1;
    if (this.results.length < least) this.endCommand('');
    this.settle({ kind: 'done', results: this.results });
  }

  /** The answer waits for the server to be ready again, so that the next statement finds its state known. */
  handleError(error: Error | DatabaseError): void {
    const { wire } = this;
    if (!wire || !isFromServer(error)) return this.settle({ kind: 'failed', error, results: this.results });
    const finish = (): void => {
      wire.off('readyForQuery', finish);
      wire.off('end', finish);
      // With the extended protocol the commit comes after the command's end, and may be what failed.
      const results = this.request.protocol === 'simple' ? this.results : [];
      this.settle({ kind: 'failed', error, results });
    };
    wire.once('readyForQuery', finish);
    wire.once('end', finish);
  }

  private endCommand(tag: string | undefined): void {
    const { fields, rows, received, truncated } = this;
    this.results.push({ tag, fields, rows, received, truncated });
    if (!this.stream) this.fields = [];
    this.rows = [];
    this.received = 0;
    this.truncated = false;
  }

  /** After the last of the rows. */
  private settle(answer: QueryAnswer): void {
    const { stream, wire } = this;
    wire?.off('parameterDescription', this.takeParameters);
    this.resolve(stream ? stream.end().then(() => answer) : answer);
  }
}

/** pg gives the connection's errors and the server's to the same handler; only the server's have a severity. */
export function isFromServer(error: Error | DatabaseError): error is DatabaseError {
  return 'severity' in error && error.severity !== undefined;
}
