import { rm } from 'node:fs/promises';
import type { Disposable } from 'vscode';
import { window, type LogOutputChannel } from 'vscode';
import { PROFILE_DEFAULTS, SANDBOX_NAME } from '../../cluster/profile/profile';
import { sandboxHome, startSandbox } from '../../cluster/sandbox/launch';
import type { Cluster } from './embeddedClusters';
import type { ClusterPlace } from './place';

/** Starts embedded clusters; what their functions print goes to an output channel of their own. */
export interface ClusterStarter extends Disposable {
  start(place: ClusterPlace): Promise<Cluster>;
}

export function createClusterStarter(script: string, log: LogOutputChannel): ClusterStarter {
  const output = window.createOutputChannel('Aurora Lambda Functions');
  return {
    async start({ folder, functionsFolder }) {
      const handle = await startSandbox({
        script,
        dataDir: sandboxHome(folder),
        functionsDir: functionsFolder,
        onLog: (text) => output.append(text),
      });
      const { port, attached, remark, ended } = handle;
      log.info('embedded cluster serves', { port, attached });
      if (remark !== undefined) void window.showWarningMessage(remark);
      const profile = {
        ...PROFILE_DEFAULTS,
        name: SANDBOX_NAME,
        host: '127.0.0.1',
        port,
        ssl: 'disable',
      } as const;
      return { profile, isOurs: !attached, ended, stop: () => handle.stop() };
    },
    dispose: () => output.dispose(),
  };
}

/** Deletes all that the place's cluster has stored; it must not be running. */
export async function deleteClusterData({ folder }: ClusterPlace): Promise<void> {
  await rm(sandboxHome(folder), { recursive: true, force: true });
}
