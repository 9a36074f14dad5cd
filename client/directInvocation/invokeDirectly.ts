/** "Invoke Directly": the call under the cursor without the database between, to see on which side a fault is. */
import { window, workspace, type TextDocument } from 'vscode';
import {
  bareName,
  EMPTY_REQUEST,
  requestedRegion,
  type InvocationRequest,
  type ReadRequest,
} from '../../core/directInvocation/invocationRequest';
import type { DirectPlace } from '../../core/directInvocation/answer';
import { readAwsPlace } from '../aws/readAws';
import type { ConnectionStore } from '../connections/connectionStore';
import type { LiveDocuments } from '../editor/liveDocuments';
import { isSqlLanguage } from '../languages';
import { requireTrust } from '../ui/trust';
import { askCall, type CallSources } from './askCall';
import { askRequest } from './askRequest';
import { findInvokeAt } from './callAt';
import { toInvokeSql } from './invokeSql';

export interface DirectParts {
  readonly store: ConnectionStore;
  readonly live: LiveDocuments;
  /** What the values of a call's parameters and psql variables come from. */
  readonly sourcesOf: (document: TextDocument) => CallSources;
  /** Runs SQL on the embedded cluster of the document. */
  readonly runOnCluster: (shown: DirectRun, title: string, sql: string) => Promise<void>;
  /** Sends the request to AWS, shown in the panel. */
  readonly runOnAws: (shown: DirectRun, request: InvocationRequest, place: DirectPlace) => Promise<void>;
}

/** Where a direct invocation comes from. */
export interface DirectRun {
  readonly document: TextDocument | undefined;
  /** The statement whose answer through the database is to stand beside. */
  readonly sql: string | undefined;
}

/** `given`: a request in place of the call under the cursor. */
export async function invokeDirectly(parts: DirectParts, given?: ReadRequest): Promise<void> {
  if (!requireTrust()) return;
  const editor = window.activeTextEditor;
  const document = editor && isSqlLanguage(editor.document.languageId) ? editor.document : undefined;
  const found =
    document && editor && !given
      ? findInvokeAt(parts.live.read(document), document.offsetAt(editor.selection.active))
      : undefined;
  const asked = document && found ? await askCall(found, parts.sourcesOf(document)) : EMPTY_REQUEST;
  const read = given ?? asked;
  const request = read && (await askRequest(read));
  if (!request) return;
  const place = readAwsPlace(parts.store, document?.uri.toString());
  const target = await askTarget(request, place);
  const shown = { document, sql: found?.statement.sql };
  if (target === 'cluster')
    await parts.runOnCluster(shown, `Invoke Directly: ${bareName(request)}`, toInvokeSql(request));
  else if (target === 'aws') await parts.runOnAws(shown, request, place);
}

/** Naming AWS here is also the agreement to invoke: nothing was chosen for the user. */
async function askTarget(
  request: InvocationRequest,
  place: DirectPlace,
): Promise<'cluster' | 'aws' | undefined> {
  const region = requestedRegion(request) ?? place.region ?? 'the Region of the AWS configuration';
  const name = bareName(request);
  const how = request.invocationType;
  const choices = [
    {
      label: '$(server-process) Embedded cluster',
      description: `runs the handler "${name}" of the functions folder (${how})`,
      target: 'cluster' as const,
    },
    {
      label: '$(cloud) AWS',
      description: `invokes "${name}" in ${region}${place.profile === undefined ? '' : ` as ${place.profile}`} (${how})`,
      target: 'aws' as const,
    },
  ];
  const offered = workspace.workspaceFolders || window.activeTextEditor ? choices : choices.slice(1);
  const title = 'Invoke Directly';
  const picked = await window.showQuickPick(offered, { title, placeHolder: 'Where to invoke the function' });
  return picked?.target;
}
