import type { Frame } from './frames';

/** Messages that the engine runs in one go: up to the first that makes PostgreSQL answer. */
export interface Group {
  readonly frames: readonly Frame[];
  /** It ends in a message that is answered by ReadyForQuery: Query, Sync or FunctionCall. */
  readonly syncs: boolean;
}

const FLUSH = 'H';
const SYNC = 'S';
const ENDS = new Set(['Q', SYNC, 'F', FLUSH]);
const COPY_END = new Set(['c', 'f']);

export function isGroupEnd({ type }: Frame): boolean {
  return ENDS.has(type);
}

/** Whether the group ends what PostgreSQL ignores after an error. */
export function endsInSync({ frames }: Group): boolean {
  return frames.at(-1)?.type === SYNC;
}

/** Takes the first group off the frames; undefined: it is not complete. */
export function takeGroup(frames: Frame[]): Group | undefined {
  const last = frames.findIndex(isGroupEnd);
  if (last < 0) return undefined;
  const syncs = frames[last]?.type !== FLUSH;
  return { frames: frames.splice(0, last + 1), syncs };
}

/** While PostgreSQL reads COPY data: all there is, up to the end of the data. */
export function takeCopyData(frames: Frame[]): Group | undefined {
  if (frames.length === 0) return undefined;
  const end = frames.findIndex(({ type }) => COPY_END.has(type));
  return { frames: frames.splice(0, end < 0 ? frames.length : end + 1), syncs: false };
}
