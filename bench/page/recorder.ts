/** Runs in the page with the grid: how long frames take, and when the cells that are looked at are there. */
import type { InPage, Recorded, Recorder } from './inPage';

/** So many frames in a row nothing has moved and all cells are there: it has come to rest. */
const AT_REST = 4;

/** So long it may take. */
const PATIENCE_MS = 60_000;

/** Where rows are to be seen: between the header and the scroll bar. */
function findWindow(): { readonly top: number; readonly bottom: number } | undefined {
  const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
  const [header, root] = [box('.ag-header'), box('.ag-root')];
  const bar = box('.ag-body-horizontal-scroll');
  return header && root && { top: header.bottom, bottom: root.bottom - (bar?.height ?? 0) };
}

/** Rows stand from the top of the window to its bottom, and no cell is on its way. */
function isFilled(): boolean {
  const seen = findWindow();
  if (!seen) return false;
  let [top, bottom] = [Infinity, -Infinity];
  for (const row of document.querySelectorAll('.ag-row')) {
    const box = row.getBoundingClientRect();
    if (box.bottom <= seen.top || box.top >= seen.bottom) continue;
    if (row.querySelector('.loading') || !row.querySelector('.ag-cell')) return false;
    top = Math.min(top, box.top);
    bottom = Math.max(bottom, box.bottom);
  }
  return top <= seen.top + 1 && bottom >= seen.bottom - 1;
}

function createRecorder(): Recorder {
  let frames: number[] = [];
  let [last, input, filledAt, unfilled, calm] = [0, 0, 0, 0, 0];
  let atRest: (() => void) | undefined;
  const note = (): void => {
    input = performance.now();
    calm = 0;
  };
  for (const type of ['wheel', 'keydown', 'scroll']) addEventListener(type, note, { capture: true });

  const frame = (): void => {
    const now = performance.now();
    if (last > 0) frames.push(now - last);
    if (!isFilled()) {
      if (last > 0) unfilled += now - last;
      filledAt = 0;
      calm = 0;
    } else if (filledAt < input) filledAt = now;
    last = now;
    if (++calm > AT_REST) atRest?.();
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  return {
    start() {
      frames = [];
      [last, filledAt, unfilled, calm] = [0, 0, 0, 0];
      input = performance.now();
    },
    async stop(): Promise<Recorded> {
      calm = 0;
      await new Promise<void>((resolve, reject) => {
        atRest = resolve;
        setTimeout(() => reject(new Error('cells are still missing')), PATIENCE_MS);
      });
      atRest = undefined;
      return { frames, unfilled, filled: Math.max(0, filledAt - input) };
    },
    jump(share) {
      const viewport = document.querySelector('.ag-grid-viewport');
      if (viewport) viewport.scrollTop = share * (viewport.scrollHeight - viewport.clientHeight);
      note();
    },
  };
}

(globalThis as unknown as InPage).recorder = createRecorder();
