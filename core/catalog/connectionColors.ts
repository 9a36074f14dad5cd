/** The colours by which a connection can be told from others. They stand beside its name, never in its place. */
export const CONNECTION_COLORS = ['red', 'orange', 'yellow', 'green', 'blue', 'purple', 'gray'] as const;
export type ConnectionColor = (typeof CONNECTION_COLORS)[number];

export interface Shades {
  /** On a dark ground, of the editor or the status bar. */
  readonly dark: string;
  readonly light: string;
}

/** At least 3:1 against the grounds of VS Code's own themes: WCAG 2.2, success criterion 1.4.11. */
export const CONNECTION_SHADES: Readonly<Record<ConnectionColor, Shades>> = {
  red: { dark: '#F14C4C', light: '#C62828' },
  orange: { dark: '#E8912D', light: '#B45309' },
  yellow: { dark: '#E2C03A', light: '#8A6D00' },
  green: { dark: '#4EC27A', light: '#1B7F3B' },
  blue: { dark: '#4DA3FF', light: '#0B6BCB' },
  purple: { dark: '#C586F0', light: '#7B3FB5' },
  gray: { dark: '#A0A0A0', light: '#616161' },
};

/** The colour of the theme that has the shades, which users can set: `auroraLambda.connectionRed`. */
export function themeColorId(color: ConnectionColor): string {
  return `auroraLambda.connection${color.charAt(0).toUpperCase()}${color.slice(1)}`;
}
