// Serves a built VS Code on a loopback port; run by workbench.mjs under the Node.js the workbench wants.
// The one argument is JSON; the one message to the parent is `{ port }`. It ends when the parent does.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const options = JSON.parse(process.argv[2]);
const HTML_SETTINGS = /(<meta id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/;

/** Without this variable the file starts a server by itself, and knows no tokens. It is how code-server loads it. */
async function loadWorkbench() {
  process.env.CODE_SERVER_PARENT_PID = String(process.pid);
  const loaded = await import(pathToFileURL(join(options.workbench, 'out/server-main.js')));
  return (loaded.loadCodeWithNls ?? loaded.default.loadCodeWithNls)();
}

const workbenchArgs = {
  _: [],
  'user-data-dir': options.userDataDir,
  'extensions-dir': options.extensionsDir,
  'accept-server-license-terms': true,
  'disable-telemetry': true,
  'disable-workspace-trust': !options.workspaceTrust,
};

/** Adds the extension under development to the page's settings: a built workbench ignores it in the URL. */
function withDevelopment(html, authority) {
  const uri = (path) => ({ scheme: 'vscode-remote', authority, path });
  return html.replace(HTML_SETTINGS, (_all, before, json) => {
    const settings = JSON.parse(json.replaceAll('&quot;', '"'));
    settings.developmentOptions = {
      ...settings.developmentOptions,
      extensions: [uri(options.development.extension)],
      ...(options.development.tests && { extensionTestsPath: uri(options.development.tests) }),
    };
    return `${before}${JSON.stringify(settings).replaceAll('"', '&quot;')}"`;
  });
}

function handle(server, request, response) {
  if (options.development) {
    const end = response.end.bind(response);
    response.end = (body, ...rest) => {
      const text = body?.toString() ?? '';
      return HTML_SETTINGS.test(text) ? end(withDevelopment(text, request.headers.host)) : end(body, ...rest);
    };
  }
  server.handleRequest(request, response);
}

async function serve() {
  const workbench = await loadWorkbench();
  const args = { ...workbenchArgs, compatibility: '1.64', 'connection-token': options.token };
  const server = await workbench.createServer(null, args);
  const http = createServer((request, response) => handle(server, request, response));
  http.on('upgrade', (request, socket) => server.handleUpgrade(request, socket));
  http.listen(options.port, '127.0.0.1', () => process.send({ port: http.address().port }));
  http.on('error', (error) => process.send({ error: error.message }));
}

async function install(vsix) {
  const workbench = await loadWorkbench();
  await workbench.spawnCli({ ...workbenchArgs, 'install-extension': [vsix], force: true });
}

process.on('disconnect', () => process.exit());
await (options.install === undefined ? serve() : install(options.install));
