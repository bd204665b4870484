import { runAction } from '@slipway/action';
import { check, contract } from './contract.ts';

await runAction({
  contract,
  check,
  main: async (inputs, host) => {
    const [{ localShell }, { run }] = await Promise.all([import('@slipway/shell'), import('./run.ts')]);
    return run(inputs, { ...host, shell: localShell() });
  },
});
