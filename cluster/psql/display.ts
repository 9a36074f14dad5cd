/** How psql shows results, as far as `\x` and `\timing` say. */
import { parseBoolean } from './variables';

export type Expanded = 'on' | 'off' | 'auto';

/** Lives as long as a run. */
export interface Display {
  timing: boolean;
  expanded: Expanded;
}

/** `said`: what psql prints, unless it is quiet; `complaint`: what it refuses. */
export interface DisplayChange {
  readonly said?: string;
  readonly complaint?: string;
}

/** `\timing [on|off]`: without an argument the other way round. */
export function changeTiming(display: Display, value: string | undefined): DisplayChange {
  const wanted = value === undefined ? !display.timing : parseBoolean(value);
  display.timing = wanted ?? display.timing;
  const said = `Timing is ${display.timing ? 'on' : 'off'}.\n`;
  if (wanted !== undefined) return { said };
  return { said, complaint: `unrecognized value "${value}" for "\\timing": Boolean expected` };
}

const EXPANDED: Readonly<Record<Expanded, string>> = {
  on: 'Expanded display is on.\n',
  off: 'Expanded display is off.\n',
  auto: 'Expanded display is used automatically.\n',
};

/** `\x [on|off|auto]`. */
export function changeExpanded(display: Display, value: string | undefined): DisplayChange {
  const wanted = readExpanded(display, value);
  if (wanted === undefined) {
    const values = 'Available values are: on, off, auto.';
    return { complaint: `unrecognized value "${value}" for "expanded"\n${values}` };
  }
  display.expanded = wanted;
  return { said: EXPANDED[wanted] };
}

function readExpanded(display: Display, value: string | undefined): Expanded | undefined {
  if (value === undefined) return display.expanded === 'off' ? 'on' : 'off';
  if (value.toLowerCase() === 'auto') return 'auto';
  const on = parseBoolean(value);
  if (on === undefined) return undefined;
  return on ? 'on' : 'off';
}

/** `Time: 61234.567 ms (01:01.235)`: psql's PrintTiming. */
export function formatTiming(ms: number): string {
  const exact = `Time: ${ms.toFixed(3)} ms`;
  if (ms < 1_000) return `${exact}\n`;
  const seconds = ms / 1_000;
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const rest = (seconds - minutes * 60).toFixed(3).padStart(6, '0');
  const parts = [...(hours > 0 ? [twoDigits(hours % 24)] : []), twoDigits(minutes % 60), rest];
  return `${exact} (${days > 0 ? `${days} d ` : ''}${parts.join(':')})\n`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
