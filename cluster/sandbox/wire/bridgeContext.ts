import { formatNotice, parseNotice, type NoticeFields } from './messages';
import type { Frame } from './frames';

/** A line of CONTEXT that tells of the embedded cluster's own function, which Aurora does not have. */
const BRIDGE_LINE = /^PL\/pgSQL function aws_lambda_bridge\..*$\n?/gm;

/** An error or notice as Aurora would give it: without the lines about our bridge. */
export function hideBridge(frame: Frame): { readonly fields: NoticeFields; readonly bytes: Buffer } {
  const fields = new Map(parseNotice(frame));
  const context = fields.get('W');
  if (context?.includes('aws_lambda_bridge.') !== true) return { fields, bytes: frame.bytes };
  const shown = context.replaceAll(BRIDGE_LINE, '').trimEnd();
  if (shown === '') fields.delete('W');
  else fields.set('W', shown);
  return { fields, bytes: formatNotice(frame.type, fields) };
}
