/** "Invoke Directly": the call under the cursor without the database between, to see on which side a fault is. */
import { window, workspace, type TextDocument } from 'vscode';
import {
  bareName,
  EMPTY_REQUEST,
  readRequest,
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
import { askRequest } from './askRequest';
import { findInvokeAt } from './callAt';
import { toInvokeSql } from './invokeSql';

export interface DirectParts {
  readonly store: ConnectionStore;
  readonly live: LiveDocuments;
  /** Runs SQL on the embedded cluster of the document. */
  readonly runOnCluster: (document: TextDocument | undefined, title: string, sql: string) => Promise<void>;
  /** Sends the request to AWS, shown in the panel. */
  readonly runOnAws: (
    document: TextDocument | undefined,
    request: InvocationRequest,
    place: DirectPlace,
  ) => Promise<void>;
}

/** `given`: a request in place of the call under the cursor. */
export async function invokeDirectly(parts: DirectParts, given?: ReadRequest): Promise<void> {
  if (!requireTrust()) return;
  const editor = window.activeTextEditor;
  const document = editor && isSqlLanguage(editor.document.languageId) ? editor.document : undefined;
  const call =
    document && editor && findInvokeAt(parts.live.read(document), document.offsetAt(editor.selection.active));
  const request = await askRequest(given ?? (call ? readRequest(call) : EMPTY_REQUEST));
  if (!request) return;
  const place = readAwsPlace(parts.store, document?.uri.toString());
  const target = await askTarget(request, place);
  if (target === 'cluster')
    await parts.runOnCluster(document, `Invoke Directly: ${bareName(request)}`, toInvokeSql(request));
  else if (target === 'aws') await parts.runOnAws(document, request, place);
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
