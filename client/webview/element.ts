/** Attributes as HTML has them; `true` is an attribute without value, `false` and undefined are left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Makes an element. Strings are our own words: foreign text goes through `renderText`. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children);
  return made;
}

/** A button that does one thing. */
export function button(attributes: Attributes, label: Node | string, press: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', press);
  return made;
}
