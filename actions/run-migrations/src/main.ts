import { runAction } from '@slipway/action';
import { checkInputs } from './check.ts';
import { contract } from './contract.ts';

await runAction({
  contract,
  check: (inputs) => [
    ...checkInputs(inputs),
    // A release hands the backup that it made on in its memory; nobody else can.
    ...(inputs.rehearse === 'restore'
      ? [{ input: 'rehearse', message: 'restore is for the action release, which has the backup at hand. Example: rehearse: clone' }]
      : []),
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
