/**
 * What the engine uses of PGlite's WebAssembly module. PGlite declares only part of it; the rest are exports of
 * the PostgreSQL it was built from, so the pinned version of PGlite matters.
 */

/** A file of Emscripten's virtual file system, opened. */
export type DeviceStream = object;

export interface DeviceOperations {
  open(stream: DeviceStream): void;
  close(stream: DeviceStream): void;
  read(stream: DeviceStream, buffer: Int8Array, offset: number, length: number): number;
  llseek(stream: DeviceStream, offset: number, whence: number): number;
}

export interface VirtualFiles {
  writeFile(path: string, data: string): void;
  makedev(major: number, minor: number): number;
  registerDevice(device: number, operations: DeviceOperations): void;
  mkdev(path: string, device: number): void;
  readonly ErrnoError: new (errno: number) => Error;
}

/** Addresses and pointers are plain numbers. */
export interface EngineModule {
  /** Replaced when the memory grows: read it anew at every use. */
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  readonly FS: VirtualFiles;
  addFunction(callback: (pointer: number, length: number) => number, signature: string): number;
  stackSave(): number;
  stackRestore(stack: number): void;
  UTF8ToString(pointer: number): string;
  _malloc(bytes: number): number;
  _pgl_set_rw_cbs(read: number, write: number): void;
  _pgl_getMyProcPort(): number;
  _ProcessStartupPacket(port: number, sslDone: number, gssDone: number): number;
  _pgl_sendConnData(): void;
  _pgl_pq_flush(): void;
  _pq_buffer_remaining_data(): number;
  _PostgresMainLoopOnce(): void;
  _PostgresMainLongJmp(): void;
  _PostgresSendReadyForQueryIfNecessary(): void;
  _GetConfigOption(name: number, missingOk: number, restrictPrivileged: number): number;
  _DefineCustomIntVariable(
    name: number,
    shortDescription: number,
    longDescription: number,
    value: number,
    bootValue: number,
    minimum: number,
    maximum: number,
    context: number,
    flags: number,
    checkHook: number,
    assignHook: number,
    showHook: number,
  ): void;
  /** Address of PostgreSQL's flag "something wants to interrupt". */
  readonly _InterruptPending: number;
  /** Address of PostgreSQL's flag "the statement is to be cancelled". */
  readonly _QueryCancelPending: number;
}

/** Copies a text into the engine's memory, for good. */
export function createText(module: EngineModule, text: string): number {
  const bytes = Buffer.from(`${text}\0`);
  const pointer = module._malloc(bytes.length);
  module.HEAPU8.set(bytes, pointer);
  return pointer;
}

export function readInt(module: EngineModule, address: number): number {
  return new DataView(module.HEAPU8.buffer).getInt32(address, true);
}

export function writeInt(module: EngineModule, address: number, value: number): void {
  new DataView(module.HEAPU8.buffer).setInt32(address, value, true);
}
