/** The layers of ARCHITECTURE.md: imports go one way only, and never in a circle. */
const layer = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(core|aws|server|cluster|client|cli|bench|test)/', pathNot: allowed },
});
const only = (name, module, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(core|aws|server|cluster|client|cli)/', pathNot: allowed },
  to: { path: module },
});

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    layer('core-imports-core', '^core/', '^core/', 'core is pure: text in, values out'),
    layer('aws-imports-core', '^aws/', '^(core|aws)/', 'what AWS says, for the language server to load'),
    layer('server-imports-core', '^server/', '^(core|server)/', 'the language server never runs SQL'),
    layer('cluster-imports-core', '^cluster/', '^(core|cluster)/', 'cluster runs SQL and knows no editor'),
    layer('cli-imports-below', '^cli/', '^(core|server|cluster|cli)/', 'the command line is an edge'),
    layer(
      'client-imports-below',
      '^client/',
      '^(core|cluster|client)/',
      'the editor talks to the server by LSP alone',
    ),
    layer(
      'webview-imports-protocol',
      '^client/webview/',
      '^(core/|client/webview/|client/panel/protocol)',
      'the webview sees messages and pure values',
    ),
    only('aws-sdk-in-aws', 'node_modules/@(aws-sdk|smithy)/', '^aws/', 'one door to AWS'),
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^core/' },
      // jsonc-parser is pure too: it tells where in a JSON text the fault is.
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/jsonc-parser/' },
    },
    only('vscode-in-client', '^vscode$|/@types/vscode/', '^client/', 'only the client knows VS Code'),
    only('pg-in-cluster', 'node_modules/(pg|pg-cursor|@types/pg)/', '^cluster/', 'one door to PostgreSQL'),
    only('ssh2-in-ssh', 'node_modules/(ssh2|ssh-config|@types/ssh2)/', '^cluster/ssh/', 'one door to SSH'),
    {
      name: 'ssh-is-loaded-late',
      comment: 'a bundle of its own: whoever has no SSH tunnel never loads it',
      severity: 'error',
      from: { path: '^(core|aws|server|cluster|client|cli)/', pathNot: '^cluster/ssh/' },
      to: { path: '^cluster/ssh/' },
    },
    only(
      'pglite-in-sandbox',
      'node_modules/@electric-sql/',
      '^cluster/sandbox/',
      'the embedded engine stays in its process',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    exclude: { path: '^(dist|out|\\.cache|test/fixtures)' },
  },
};
