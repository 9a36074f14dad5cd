import type { EngineLink } from './link';
import { writeInt, type EngineModule } from './module';
import { createSettingReader } from './settings';

/** Status with which PGlite leaves the main loop after an SQL error, in place of C's longjmp. */
const SQL_ERROR = 100;

/** `StartupMessage` of protocol 3.0 for PGlite's one user and database. */
const STARTUP = Buffer.from('\0\0\0\x29\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1');

export interface ProtocolLoop {
  /** Begins the session; returns the ParameterStatus messages PostgreSQL greets with. */
  greet(): Uint8Array;
  /** Runs what clients send until the link is closed. */
  serve(): void;
  /** Makes PostgreSQL cancel the running statement at its next chance, if that is wanted. */
  checkCancel(): void;
}

/** PostgreSQL's main loop over a blocking link, as a backend process has it over its socket. */
export function createProtocolLoop(module: EngineModule, link: EngineLink): ProtocolLoop {
  const readStatementTimeout = createSettingReader(module, 'statement_timeout');
  let input: Uint8Array = new Uint8Array(0);
  let consumed = 0;
  let sink = (bytes: Uint8Array): void => link.sendOutput(bytes);

  /** Blocks; false: the link is closed. */
  const refill = (): boolean => {
    link.send({ kind: 'idle', consumed, statementTimeoutMs: Number(readStatementTimeout()) });
    const next = link.waitForInput();
    if (next) input = next;
    // A request that came too late for its statement must not hit the next one.
    writeInt(module, module._QueryCancelPending, 0);
    return next !== undefined;
  };

  const checkCancel = (): void => {
    if (!link.isCancelRequested()) return;
    writeInt(module, module._QueryCancelPending, 1);
    writeInt(module, module._InterruptPending, 1);
  };

  const read = (pointer: number, length: number): number => {
    // In the middle of a COPY from the client.
    if (input.length === 0 && !refill()) return 0;
    const size = Math.min(length, input.length);
    module.HEAPU8.set(input.subarray(0, size), pointer);
    input = input.subarray(size);
    consumed += size;
    return size;
  };

  const write = (pointer: number, length: number): number => {
    sink(module.HEAPU8.slice(pointer, pointer + length));
    checkCancel();
    return length;
  };

  module._pgl_set_rw_cbs(module.addFunction(read, 'ipi'), module.addFunction(write, 'ipi'));

  return {
    greet() {
      const greeting: Uint8Array[] = [];
      const toClients = sink;
      sink = (bytes) => greeting.push(bytes);
      input = STARTUP;
      module._ProcessStartupPacket(module._pgl_getMyProcPort(), 1, 1);
      module._pgl_sendConnData();
      module._pgl_pq_flush();
      sink = toClients;
      consumed = 0;
      return Buffer.concat(greeting);
    },
    serve() {
      while (input.length > 0 || module._pq_buffer_remaining_data() > 0 || refill()) runMessage(module);
    },
    checkCancel,
  };
}

function runMessage(module: EngineModule): void {
  const stack = module.stackSave();
  try {
    module._PostgresMainLoopOnce();
  } catch (error) {
    module.stackRestore(stack);
    if ((error as { status?: number }).status !== SQL_ERROR) throw error;
    module._PostgresMainLongJmp();
  }
  module._PostgresSendReadyForQueryIfNecessary();
  module._pgl_pq_flush();
}
