import { runAction } from '@slipway/action';
import { contract } from './contract.ts';

await runAction({
  contract,
  main: async (inputs, host) => {
    const { run } = await import('./run.ts');
    return run(inputs, host);
  },
});
