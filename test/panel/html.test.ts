import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentSecurityPolicy, panelHtml } from '../../client/panel/html';

test('the policy forbids everything but our style and our script', () =>
  assert.equal(
    contentSecurityPolicy('https://x.vscode-cdn.net', 'bm9uY2U='),
    "default-src 'none'; style-src https://x.vscode-cdn.net 'nonce-bm9uY2U='; script-src 'nonce-bm9uY2U='; base-uri 'none'; form-action 'none'",
  ));

test('the page holds the policy, one style sheet, one script with the nonce, and nothing inline', () => {
  const html = panelHtml({
    cspSource: 'https://x',
    nonce: 'n1',
    scriptUri: 'https://x/w.js',
    styleUri: 'https://x/w.css',
  });
  assert.match(html, /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; /);
  assert.deepEqual(html.match(/<script[^>]*>[^]*?<\/script>/g), [
    '<script nonce="n1" src="https://x/w.js"></script>',
  ]);
  assert.deepEqual(html.match(/<link[^>]*>/g), ['<link rel="stylesheet" href="https://x/w.css">']);
  assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|unsafe/);
  assert.match(html, /<html lang="en">/);
});
