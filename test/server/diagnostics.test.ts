import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DiagnosticSeverity } from 'vscode-languageserver-types';
import { createDocument } from '../../core/analysis';
import { diagnostics } from '../../server/features/diagnostics';

const PAGES = 'https://github.com/aurora-lambda-sql/aurora-lambda-sql/blob/main/docs/rules';

test('a problem becomes a diagnostic with our source, its code and page, severity and range', () => {
  const text = "SELECT '😀';\r\nSELECT aws_lambda.invoke('f', '{}'::json, 'us-wst-2', 'event');";
  assert.deepEqual(
    diagnostics(createDocument(text)).map(({ message, ...rest }) => ({ ...rest, says: message !== '' })),
    [
      {
        range: { start: { line: 1, character: 42 }, end: { line: 1, character: 52 } },
        severity: DiagnosticSeverity.Warning,
        code: 'region-unknown',
        codeDescription: { href: `${PAGES}/region-unknown.md` },
        source: 'aurora-lambda-sql',
        says: true,
      },
      {
        range: { start: { line: 1, character: 54 }, end: { line: 1, character: 61 } },
        severity: DiagnosticSeverity.Error,
        code: 'enum-value',
        codeDescription: { href: `${PAGES}/enum-value.md` },
        source: 'aurora-lambda-sql',
        says: true,
      },
    ],
  );
});

test('ordinary SQL has no problems', () =>
  assert.deepEqual(
    diagnostics(createDocument("SELECT * FROM orders WHERE note = 'aws_lambda.invoke()'")),
    [],
  ));
