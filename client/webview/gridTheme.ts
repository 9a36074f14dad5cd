import { createTheme } from 'ag-grid-community';

/** In pixels; known to the grid and to whoever must know how high its rows are together. */
export const ROW_HEIGHT = 26;
export const HEADER_HEIGHT = 30;

/** The grid in the colours of VS Code; no part of the component's own themes, so no image and no font. */
export const GRID_THEME = createTheme().withParams({
  accentColor: 'var(--vscode-focusBorder)',
  backgroundColor: 'var(--card)',
  foregroundColor: 'var(--vscode-foreground)',
  textColor: 'var(--vscode-foreground)',
  cellTextColor: 'var(--vscode-foreground)',
  borderColor: 'var(--line)',
  borderRadius: 3,
  wrapperBorderRadius: 3,
  wrapperBorder: { color: 'var(--line)' },
  rowBorder: { color: 'var(--line-soft)' },
  columnBorder: { color: 'var(--line-soft)' },
  headerRowBorder: { color: 'var(--line)' },
  headerBackgroundColor: 'var(--raised)',
  headerTextColor: 'var(--vscode-foreground)',
  headerFontWeight: 600,
  headerColumnResizeHandleColor: 'var(--line)',
  headerColumnResizeHandleHeight: '60%',
  rowHoverColor: 'var(--vscode-list-hoverBackground)',
  oddRowBackgroundColor: 'transparent',
  fontFamily: 'var(--vscode-font-family)',
  fontSize: 'var(--vscode-font-size)',
  cellFontFamily: 'var(--vscode-editor-font-family)',
  focusShadow: 'none',
  spacing: 4,
  cellHorizontalPadding: 10,
  rowHeight: ROW_HEIGHT,
  headerHeight: HEADER_HEIGHT,
});
