import { element } from './element';

/** In hundredths of the room that both parts have. */
const SIZE = { first: 40, least: 15, most: 80, step: 5 };

/** How much the second part has at first, and who hears what the user makes of it. */
export interface SplitterSize {
  readonly first: number | undefined;
  readonly keep: (size: number) => void;
}

/**
 * A handle between two parts of a flex box: it sets how much the second has, by mouse and by arrow keys. The style
 * sheet says whether they stand side by side or one beneath the other.
 */
export function createSplitter(box: HTMLElement, label: string, { first, keep }: SplitterSize): HTMLElement {
  const handle = element('div', {
    class: 'splitter',
    role: 'separator',
    tabindex: '0',
    'aria-label': label,
    'aria-valuemin': SIZE.least,
    'aria-valuemax': SIZE.most,
  });
  let size = first ?? SIZE.first;
  const isColumn = (): boolean => getComputedStyle(box).flexDirection === 'column';
  const set = (wanted: number): void => {
    size = Math.round(Math.min(SIZE.most, Math.max(SIZE.least, wanted)));
    handle.setAttribute('aria-valuenow', String(size));
    handle.setAttribute('aria-orientation', isColumn() ? 'horizontal' : 'vertical');
    box.style.setProperty('--second-size', `${size}%`);
  };
  set(size);
  new ResizeObserver(() => set(size)).observe(box);
  handle.addEventListener('keydown', (event) => {
    const grows = event.key === (isColumn() ? 'ArrowUp' : 'ArrowLeft');
    const shrinks = event.key === (isColumn() ? 'ArrowDown' : 'ArrowRight');
    if (!grows && !shrinks) return;
    event.preventDefault();
    set(size + (grows ? SIZE.step : -SIZE.step));
    keep(size);
  });
  handle.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener('pointermove', (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const { right, bottom, width, height } = box.getBoundingClientRect();
    set(isColumn() ? ((bottom - event.clientY) / height) * 100 : ((right - event.clientX) / width) * 100);
  });
  handle.addEventListener('lostpointercapture', () => keep(size));
  return handle;
}
