const SHAPES = {
  done: 'M6.3 12.3 2.2 8.2l1-1 3.1 3.1 6.5-6.6 1 1z',
  failed:
    'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm3.2 9.2-1 1L8 9l-2.2 2.2-1-1L7 8 4.8 5.8l1-1L8 7l2.2-2.2 1 1L9 8z',
  cancelled: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM4.5 7.2h7v1.6h-7z',
  running: 'M8 1.5A6.5 6.5 0 1 1 1.5 8H3a5 5 0 1 0 5-5z',
  warning: 'M8 1.5 15 14H1zM7.3 6v4h1.4V6zm0 5v1.4h1.4V11z',
  advice:
    'M8 1a5 5 0 0 0-3 9c.6.5 1 1.1 1 1.8V12h4v-.2c0-.7.4-1.3 1-1.8a5 5 0 0 0-3-9zM6 13h4v.7c0 .7-.6 1.3-1.3 1.3H7.3C6.6 15 6 14.4 6 13.7z',
} as const;

/** Which picture. */
export type IconName = keyof typeof SHAPES;

/** A small picture beside words that say the same: hidden from screen readers. */
export function renderIcon(name: IconName): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(namespace, 'svg');
  picture.setAttribute('viewBox', '0 0 16 16');
  picture.setAttribute('class', `icon icon-${name}`);
  picture.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', SHAPES[name]);
  path.setAttribute('fill-rule', 'evenodd');
  picture.append(path);
  return picture;
}
