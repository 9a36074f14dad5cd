import type { RowStore } from '../../cluster/rows/rowStore';
import type { CopyRequest, ExportRequest } from './exportPlan';
import type { OpenedText, SavedFile } from './pages';
import type { CopyForm, ToWebview } from './protocol';

/** What the panel needs of the editor around it. */
export interface PanelHost {
  /** To the webview, if there is one; what is lost is sent again when it says `ready`. */
  post(message: ToWebview): void;
  /** Puts a text on the clipboard. */
  copy(text: string): void;
  /** Shows a text in an editor of its own. */
  open(text: OpenedText): void;
  /** Puts cells on the clipboard, as many as fit; asks how, where `form` says so. */
  copyRows(request: CopyRequest, form: CopyForm): Promise<void>;
  /** Asks where a file is to be written, and does it. */
  save(file: SavedFile): void;
  /** Asks how and where the rows are to be written, and does it. */
  exportRows(request: ExportRequest): void;
  /** Milliseconds since 1970. */
  now(): number;
  /** For the log: never holds data. */
  warn(message: string, facts: object): void;
  /** A place for the rows of one statement; the panel closes it. */
  createStore(): RowStore;
}
