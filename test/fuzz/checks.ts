/** What must hold of a document after every edit: it says what one read afresh says, and every feature answers. */
import assert from 'node:assert/strict';
import { analyzeChunk, createEditedDocument } from '../../core/analysis';
import { declaredFor } from '../../core/schema/documentSchema';
import type { SqlDocument } from '../../core/sql/document';
import { codeActions } from '../../server/features/codeActions';
import { completion } from '../../server/features/completion/completion';
import { diagnostics } from '../../server/features/diagnostics';
import { hostDiagnostics } from '../../server/features/hostProblems';
import { hover } from '../../server/features/hover';
import { signatureHelp } from '../../server/features/signatureHelp';
import { NO_GRADES } from '../../core/configuration';
import { HostDocument } from '../../server/documents/hostDocument';
import { CLIENT } from '../support/features';
import { askAllNavigation } from '../support/navigation';
import type { Random } from '../support/random';

export function checkScript(document: SqlDocument, text: string, random: Random): void {
  const fresh = createEditedDocument(text);
  assert.deepEqual(describe(document), describe(fresh), 'statements');
  assert.deepEqual(describeCalls(document), describeCalls(fresh), 'calls');
  assert.deepEqual(diagnostics(document), diagnostics(fresh), 'diagnostics');
  const offset = random.integer(text.length + 1);
  assert.deepEqual(document.positionAt(offset), fresh.positionAt(offset), 'positions');
  if (random.integer(4) === 0) askScript(document, offset);
}

export function checkHost(host: HostDocument, text: string, random: Random): void {
  const fresh = HostDocument.create(text, host.languageId);
  const spans = (one: HostDocument) => one.embedded.map(({ span, document }) => [span, document.text]);
  assert.deepEqual(spans(host), spans(fresh), 'embedded SQL');
  assert.deepEqual(hostDiagnostics(host, NO_GRADES), hostDiagnostics(fresh, NO_GRADES), 'diagnostics');
  const offset = random.integer(text.length + 1);
  assert.deepEqual(host.positionAt(offset), fresh.positionAt(offset), 'positions');
  const place = host.findSql(offset);
  if (place) askScript(place.sql.document, place.offset);
}

function describe(document: SqlDocument) {
  return document.chunks.map(({ kind, text, start, bodyEnd, opensCopyData, head, marked }, index) => ({
    ...{ kind, text, start, bodyEnd, opensCopyData, head, marked },
    at: document.positionAt(document.offsetOf(index)),
  }));
}

function describeCalls(document: SqlDocument) {
  const declared = declaredFor(document);
  return document.chunks.flatMap((chunk) =>
    analyzeChunk(chunk, declared).calls.map(({ name, span, verdict }) => ({
      name,
      span,
      verdict: verdict.kind,
    })),
  );
}

function askScript(document: SqlDocument, near: number): void {
  const position = document.positionAt(near);
  const offset = document.offsetAt(position);
  completion(document, offset, CLIENT, false);
  hover(document, offset);
  signatureHelp(document, offset);
  codeActions(document, { start: position, end: position });
  askAllNavigation(document, offset);
}
