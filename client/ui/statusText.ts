/** What the status bar says of the connection. */
import type { ConnectionColor } from '../../core/catalog/connectionColors';
import { describePlace } from '../connections/profiles';
import { selectionLabel, type Selection } from '../connections/selection';
import type { TransactionState } from '../../cluster/session/session';

export interface StatusFacts {
  readonly selection: Selection;
  readonly running: boolean;
  readonly transaction: TransactionState;
  readonly trusted: boolean;
  /** Names of other connections on which the file has left a transaction open. */
  readonly openElsewhere: readonly string[];
}

export interface StatusText {
  readonly text: string;
  /** Plain text. */
  readonly tooltip: string;
  readonly alert: 'none' | 'warning' | 'error';
  /** Of the circle before the text. */
  readonly color?: ConnectionColor;
}

/** An open transaction and a connection that is gone are what one must not miss. */
export function toStatusText({
  selection,
  running,
  transaction,
  trusted,
  openElsewhere,
}: StatusFacts): StatusText {
  const label = selectionLabel(selection);
  const change = 'Click to select another connection.';
  if (!trusted) {
    return {
      text: `$(shield) ${label}`,
      tooltip: 'SQL does not run here until you trust this workspace. Click to do so.',
      alert: 'none',
    };
  }
  if (selection.kind === 'missing') {
    return {
      text: `$(warning) ${label}`,
      tooltip: `There is no connection "${label}" in the settings. Click to select one.`,
      alert: 'error',
    };
  }
  const place =
    selection.kind === 'sandbox'
      ? 'PostgreSQL on this machine; aws_lambda.invoke runs the functions of your functions folder.'
      : describePlace(selection.profile);
  const profile = selection.kind === 'server' ? selection.profile : undefined;
  const production = profile?.production === true;
  const state = running ? 'Running…' : TRANSACTION_WORDS[transaction];
  return {
    text: `${running ? '$(loading~spin)' : '$(database)'} ${label}${production ? ' (production)' : ''}${transaction === 'none' ? '' : ' $(circle-filled)'}${openElsewhere.length === 0 ? '' : ' $(warning)'}`,
    ...(profile?.color && { color: profile.color }),
    tooltip: [
      `SQL runs on: ${label}`,
      profile?.group !== undefined && `Group: ${profile.group}`,
      place,
      production && CARE,
      state,
      ...openElsewhere.map(
        (name) => `A transaction is still open on ${name}: select it, and commit or roll back.`,
      ),
      change,
    ]
      .filter(Boolean)
      .join('\n'),
    alert: production ? 'error' : transaction === 'none' && openElsewhere.length === 0 ? 'none' : 'warning',
  };
}

const CARE = 'Marked as production: statements that would invoke Lambda are asked about.';

const TRANSACTION_WORDS: Readonly<Record<TransactionState, string>> = {
  none: '',
  open: 'A transaction is open: COMMIT or ROLLBACK ends it.',
  failed: 'The open transaction has failed: ROLLBACK ends it.',
};
