import { runAction } from '@slipway/action';
import { checkInputs } from './check.ts';
import { contract } from './contract.ts';

await runAction({
  contract,
  check: checkInputs,
  main: async (inputs, host) => {
    const { settle } = await import('./settle.ts');
    const settled = await settle(inputs, host.context.workspace);
    const [{ openShell }, { run }] = await Promise.all([import('@slipway/shell'), import('./run.ts')]);
    const shell = await openShell(settled);
    try {
      return await run(settled, { ...host, shell });
    } finally {
      await shell.close();
    }
  },
});
