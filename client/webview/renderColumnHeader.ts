import type { IHeaderParams, IInnerHeaderComponent } from 'ag-grid-community';
import type { Column } from '../../core/invocation/outcome';
import { toVisibleText } from '../../core/invocation/visibleText';
import { element } from './element';
import { renderText } from './renderText';

/** A column's name and, smaller, its type. A class because the grid makes its components with `new`. */
export class ColumnHeader implements IInnerHeaderComponent {
  private readonly drawn = element('span', { class: 'column-header' });

  /** The column definition's `context` is the `Column` it was made of. */
  init({ column }: IHeaderParams): void {
    const { name, type } = column.getColDef().context as Column;
    this.drawn.title = `${toVisibleText(name)}: ${toVisibleText(type)}`;
    const shown = name === '' ? element('span', { class: 'empty-text' }, '(no name)') : renderText(name);
    this.drawn.replaceChildren(shown, element('span', { class: 'column-type' }, renderText(type)));
  }

  getGui(): HTMLElement {
    return this.drawn;
  }

  refresh(params: IHeaderParams): boolean {
    this.init(params);
    return true;
  }
}
