import { ROW_NUMBERS } from './gridSelection';
import type { GridView } from './gridView';

/** So many pixels further from the edge, a row more a frame. */
const PIXELS = 15;

/** While the mouse is held above or beneath the rows they scroll, the faster the further away it is. */
export class EdgeScroll {
  /** Rows a frame, up where negative. */
  private speed = 0;
  private frame: number | undefined;

  /** `end` is the row that the selection has come to; `reach` hears of the next. */
  constructor(
    private readonly view: GridView,
    private readonly end: () => number | undefined,
    private readonly reach: (row: number) => void,
  ) {}

  /** The mouse has moved, its button held. */
  follow({ clientY }: MouseEvent): void {
    const { top, bottom } = this.view.host.getBoundingClientRect();
    const beyond = clientY < top ? clientY - top : Math.max(0, clientY - bottom);
    this.speed = Math.sign(beyond) * Math.ceil(Math.abs(beyond) / PIXELS);
    if (this.speed !== 0) this.frame ??= requestAnimationFrame(() => this.step());
  }

  stop(): void {
    this.speed = 0;
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
  }

  private step(): void {
    this.frame = undefined;
    const { speed, view } = this;
    const end = this.end();
    if (speed === 0 || end === undefined) return;
    const row = Math.max(0, Math.min(view.rows - 1, end + speed));
    if (row === end) return;
    view.show({ row, column: ROW_NUMBERS });
    this.reach(row);
    this.frame = requestAnimationFrame(() => this.step());
  }
}
