// A browser VS Code for programs that can't import workbench.mjs: the argument is the JSON of its options, the
// first line of output is `{ "url" }`; it serves until it is killed or its standard input ends.
import { main } from '../progress.mjs';
import { startWorkbench } from './workbench.mjs';

await main(async () => {
  const { folder, file, ...options } = JSON.parse(process.argv[2]);
  const workbench = await startWorkbench(options);
  console.log(JSON.stringify({ url: workbench.url(folder, file) }));
  await new Promise((resolve) => process.stdin.on('end', resolve).resume());
  await workbench.stop();
  return 0;
});
