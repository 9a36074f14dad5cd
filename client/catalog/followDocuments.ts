import { Disposable, ProgressLocation, Uri, window, workspace, type TextDocument } from 'vscode';
import { isSqlLanguage } from '../languages';
import { readSetting } from '../readSetting';
import type { Connection } from '../run/sessions';
import { toNoticeText } from '../ui/noticeText';
import { requireTrust } from '../ui/trust';
import type { DatabaseCatalogs, OpenSql } from './databaseCatalogs';

type FindConnection = (document: TextDocument) => Connection | undefined;

export function openSqlDocuments(findConnection: FindConnection): readonly OpenSql[] {
  return workspace.textDocuments
    .filter(({ languageId }) => isSqlLanguage(languageId))
    .map((document) => ({ uri: document.uri.toString(), connection: findConnection(document) }));
}

/** Has documents that are opened know the catalogs that have been read. */
export function followDocuments(catalogs: DatabaseCatalogs): Disposable {
  return Disposable.from(
    workspace.onDidOpenTextDocument(() => catalogs.tellAll()),
    workspace.onDidCloseTextDocument(() => catalogs.tellAll()),
  );
}

/** Whether the catalog of the connection is read without being asked for, as its document's folder has it. */
export function readsCatalog({ owner }: Connection): boolean {
  return readSetting('readCatalog', owner === undefined ? undefined : Uri.parse(owner));
}

/** "Refresh Database Catalog": of the connection of the SQL file in front. */
export async function refreshCatalog(
  catalogs: DatabaseCatalogs,
  findConnection: FindConnection,
): Promise<void> {
  if (!requireTrust()) return;
  const document = window.activeTextEditor?.document;
  const connection = document && isSqlLanguage(document.languageId) ? findConnection(document) : undefined;
  if (connection?.owner === undefined) return void window.showInformationMessage(NOTHING_TO_READ);
  const label = toNoticeText(connection.label);
  const title = `Reading the catalog of ${label}…`;
  const result = await window.withProgress({ location: ProgressLocation.Notification, title }, () =>
    catalogs.refresh(connection),
  );
  if (result.kind === 'failed')
    void window.showErrorMessage(`The catalog of ${label} was not read: ${toNoticeText(result.message)}`);
}

const NOTHING_TO_READ =
  'Open an SQL file whose connection is a server. For the embedded cluster, the CREATE statements of your SQL files count.';
