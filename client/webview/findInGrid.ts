import { toVisibleText } from '../../core/invocation/visibleText';
import type { Match } from '../panel/protocol';
import type { Context } from './context';
import type { Place } from './gridSelection';
import type { GridView } from './gridView';
import type { Found } from './pages';
import { renderFind } from './renderFind';

/** Finding cells of a grid: the host searches, the grid goes to what it found. */
export class GridFind {
  private readonly bar = renderFind({
    search: () => this.search(),
    step: (backwards) => this.step(backwards),
    close: () => this.close(),
  });
  private found: Found | undefined;
  private current: Match | undefined;
  /** Grows with every search: answers for another are stale. */
  private searches = 0;
  private outdated = false;
  private going: Promise<void> = Promise.resolve();

  /** `onShown` hears which cell the search has gone to. */
  constructor(
    private readonly view: GridView,
    private readonly context: Context,
    private readonly onShown: (place: Place) => void,
  ) {}

  get element(): HTMLElement {
    return this.bar.element;
  }

  open(): void {
    this.bar.open();
  }

  /** Takes keys anywhere in the panel: Ctrl/Cmd+F, F3. */
  press(event: KeyboardEvent): void {
    const finds = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!finds && event.key !== 'F3') return;
    // The editor has its own idea of these keys.
    event.preventDefault();
    event.stopPropagation();
    if (finds || this.element.hidden) this.bar.open();
    if (!finds) this.step(event.shiftKey);
  }

  /** Marks the cell that has been found, if it is this one. */
  mark(cell: HTMLElement, { row, column }: Place): void {
    cell.classList.toggle('found', this.current?.position === row && this.current.column === column);
  }

  /** Rows came, or stand elsewhere now: what has been found is no longer all. */
  outdate(): void {
    this.outdated = true;
  }

  dispose(): void {
    this.searches++;
  }

  private search(): void {
    const { statement, isArranged: arranged } = this.view;
    const { runId, pages } = this.context;
    const from = this.here;
    this.forget();
    const { wanted } = this.bar;
    if (wanted.text === '') return this.end();
    const search = this.searches;
    pages.find(runId, statement, { ...wanted, arranged }, (found) => {
      if (search !== this.searches) return;
      this.found = found;
      this.tell();
    });
    this.going = this.goTo(from, false, true);
  }

  private step(backwards: boolean): void {
    if (this.outdated || !this.found) return this.search();
    const search = this.searches;
    // Keys may be faster than answers: each goes on from where the last has gone.
    this.going = this.going.then(() => {
      if (search !== this.searches) return undefined;
      return this.goTo(this.here, backwards, this.current === undefined);
    });
  }

  private close(): void {
    const back = this.here;
    this.forget();
    this.element.hidden = true;
    this.end();
    if (this.view.rows > 0) this.view.focus(back);
  }

  /** Where to go on from: the match, else the cell that has the focus. */
  private get here(): Place {
    if (this.current) return { row: this.current.position, column: this.current.column };
    return this.view.focused ?? { row: 0, column: 0 };
  }

  private forget(): void {
    this.searches++;
    this.outdated = false;
    this.found = this.current = undefined;
    this.tell();
  }

  private end(): void {
    this.context.post({ kind: 'endFind', runId: this.context.runId, statement: this.view.statement });
  }

  private async goTo({ row, column }: Place, backwards: boolean, including: boolean): Promise<void> {
    const { searches: search, view, context } = this;
    const from = { position: row, column: Math.max(0, column) };
    const match = await context.pages.match(context.runId, view.statement, from, backwards, including);
    if (search !== this.searches) return;
    this.current = match;
    this.tell();
    if (!match) return;
    const place = { row: match.position, column: match.column };
    if (view.host.contains(document.activeElement)) view.focus(place);
    else view.show(place);
    this.onShown(place);
  }

  private tell(): void {
    const { view, found, current } = this;
    for (const [cell, place] of view.cells()) this.mark(cell, place);
    if (!found) return this.bar.tell(undefined);
    const name = toVisibleText(view.columns[current?.column ?? -1]?.name ?? '');
    this.bar.tell({
      matches: found.matches,
      more: found.more,
      share: found.done ? 1 : found.searched / Math.max(1, view.rows),
      current,
      place: current ? `Row ${(current.position + 1).toLocaleString('en')}, column ${name}` : '',
    });
  }
}
