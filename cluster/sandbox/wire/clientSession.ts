import type { Frame } from './frames';
import { PreparedStatements } from './preparedStatements';

/** Commands after which the session may hold other settings or prepared statements. */
const CHANGING = new Set([
  'SET',
  'RESET',
  'DISCARD',
  'DISCARD ALL',
  'DISCARD PLANS',
  'PREPARE',
  'DEALLOCATE',
  'DEALLOCATE ALL',
]);
/** `a.b` behind SET or in set_config: a setting of the user's own, which PostgreSQL does not list. */
const OWN_SETTING = /\b(?:set\s+(?:session\s+|local\s+)?|set_config\s*\(\s*')([a-z_]\w*\.[a-z_]\w*)/gi;
/** Settings are set at the beginning of a script, if at all. */
const MAX_SCANNED_BYTES = 100_000;
const SET_CONFIG = /\bset_config\s*\(/i;

/** What belongs to one client of the session that all clients share: settings and prepared statements. */
export class ClientSession {
  readonly statements = new PreparedStatements();
  /** Names of the user's own settings that it may have set. */
  readonly ownSettings = new Set<string>();
  /** `statement_timeout` in milliseconds; 0: none. */
  statementTimeoutMs = 0;
  #hasChanged = false;
  #callsSetConfig = false;

  /** `settings`: name -> value, in the order to set them in. */
  constructor(public settings: ReadonlyMap<string, string>) {}

  /** Whether PostgreSQL is to be asked what the session holds now. */
  get hasChanged(): boolean {
    return this.#hasChanged;
  }

  noteSent(frame: Frame): void {
    this.statements.note(frame);
    if (frame.type !== 'Q' && frame.type !== 'P') return;
    const text = frame.bytes.toString('utf8', 5, MAX_SCANNED_BYTES);
    for (const [, name] of text.matchAll(OWN_SETTING)) if (name) this.ownSettings.add(name.toLowerCase());
    this.#callsSetConfig ||= SET_CONFIG.test(text);
    this.#hasChanged ||= this.#callsSetConfig;
  }

  noteCommand(command: string): void {
    this.#hasChanged ||= CHANGING.has(command);
  }

  /** A failed statement may have been a Parse. */
  noteError(): void {
    this.#hasChanged ||= !this.statements.isEmpty;
  }

  noteSaved(): void {
    this.#hasChanged = false;
  }
}
