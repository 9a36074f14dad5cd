// The built VS Codes that the npm registry has: code-server carries one, and node-linux-* the Node.js it wants.
import { join } from 'node:path';
import { ROOT } from '../progress.mjs';

/** `codeServer` is the npm version, `vscode` the VS Code in it, `node` the Node.js it was built for. */
const EDITIONS = {
  newest: { codeServer: '4.139.1', vscode: '1.139.1', node: '24.21.0' },
  // The extension asks for ^1.91.0; between 1.91.0 and this one nothing can be had.
  oldest: { codeServer: '4.93.1', vscode: '1.93.1', node: '20.20.2' },
};

/** Where an edition is kept: the git-ignored cache folder of the checkout. */
export function editionPaths(name) {
  const edition = EDITIONS[name];
  if (edition === undefined)
    throw new Error(`no edition ${name}; there are ${Object.keys(EDITIONS).join(', ')}`);
  const home = join(ROOT, '.cache', `vscode-${edition.vscode}`);
  const ownNode = process.versions.node.split('.')[0] === edition.node.split('.')[0];
  const nodePackage = `node-linux-${process.arch}`;
  return {
    ...edition,
    home,
    workbench: join(home, 'node_modules/code-server/lib/vscode'),
    nodePackage: ownNode ? undefined : nodePackage,
    nodePath: ownNode ? process.execPath : join(home, 'node_modules', nodePackage, 'bin/node'),
  };
}
