import { runAction } from '@slipway/action';
import { checkInputs, contract } from './contract.ts';

await runAction({
  contract,
  check: checkInputs,
  main: async (inputs, host) => {
    const [{ openShell }, { run }] = await Promise.all([import('@slipway/shell'), import('./run.ts')]);
    const shell = await openShell(inputs);
    try {
      return await run(inputs, { ...host, shell });
    } finally {
      await shell.close();
    }
  },
});
