import type { AnswerToEngine } from './channel';
import type { EngineLink } from './link';
import type { DeviceStream, EngineModule } from './module';
import { createSettingReader, type LambdaSettings } from './settings';

/** Where the SQL functions of aws_lambda read their answers. */
export const DEVICE = '/dev/aws_lambda';
/** Where they put the request before. */
export const REQUEST_SETTING = 'aws_lambda.request';

/** Any number that Emscripten has not given away. */
const MAJOR = 77;
/** `EIO` of WASI. */
const EIO = 29;
/** Read in place of an answer when the call is cancelled; PostgreSQL raises 57014 before it looks at it. */
const CANCELLED = '{cancelled}';

/**
 * Makes the file whose reading runs a handler: the way out of a running query. The engine's thread blocks in the
 * read until the main thread answers.
 */
export function registerLambdaDevice(
  module: EngineModule,
  link: EngineLink,
  settings: LambdaSettings,
  checkCancel: () => void,
): void {
  const readRequest = createSettingReader(module, REQUEST_SETTING);
  const answers = new WeakMap<DeviceStream, Buffer>();

  const invoke = (): Buffer => {
    let answer: AnswerToEngine;
    if (!link.isCancelRequested()) {
      link.send({
        kind: 'invoke',
        request: readRequest(),
        requestTimeoutMs: settings.readRequestTimeoutMs(),
      });
      answer = link.waitForAnswer();
    }
    checkCancel();
    return Buffer.from(answer ?? CANCELLED);
  };

  const read = (stream: DeviceStream, buffer: Int8Array, offset: number, length: number): number => {
    const answer = answers.get(stream) ?? invoke();
    const size = Math.min(length, answer.length);
    buffer.set(answer.subarray(0, size), offset);
    answers.set(stream, answer.subarray(size));
    return size;
  };

  const device = module.FS.makedev(MAJOR, 0);
  module.FS.registerDevice(device, {
    open: () => undefined,
    close: (stream) => void answers.delete(stream),
    read(stream, buffer, offset, length) {
      try {
        return read(stream, buffer, offset, length);
      } catch (error) {
        // Any other exception would leave PostgreSQL in the middle of a call for ever.
        process.stderr.write(`${DEVICE}: ${String(error)}\n`);
        throw new module.FS.ErrnoError(EIO);
      }
    },
    llseek: () => 0,
  });
  module.FS.mkdev(DEVICE, device);
}
