import { checkTarget, escapes, runAction } from '@slipway/action';
import { contract } from './contract.ts';

await runAction({
  contract,
  check: (inputs) => [
    ...checkTarget(inputs),
    ...(escapes(inputs['receipt-file']) ? [{ input: 'receipt-file', message: 'leaves the workspace. Example: reports/switch.html' }] : []),
  ],
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
