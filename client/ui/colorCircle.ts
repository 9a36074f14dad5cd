import { Uri } from 'vscode';
import { CONNECTION_SHADES, type ConnectionColor } from '../../core/catalog/connectionColors';

/** A filled circle for lists, whose theme icons have no colours of their own. */
export function colorCircle(color: ConnectionColor): { readonly light: Uri; readonly dark: Uri } {
  const { light, dark } = CONNECTION_SHADES[color];
  return { light: circle(light), dark: circle(dark) };
}

function circle(fill: string): Uri {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><circle cx="8" cy="8" r="5" fill="${fill}"/></svg>`;
  return Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
}
