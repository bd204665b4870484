import { runAction } from '@slipway/action';
import { checkInputs, contract } from './contract.ts';

await runAction({
  contract,
  check: checkInputs,
  main: async (inputs, host) => {
    const [{ openShell }, { planChecks, runPlan }, { readSurroundings }] = await Promise.all([
      import('@slipway/shell'),
      import('./run.ts'),
      import('./surroundings.ts'),
    ]);
    const given = { ...host, ...(await readSurroundings(host.context, process.env)) };
    // A condition that means nothing ends the action before a server is asked for anything.
    const plan = await planChecks(inputs, given);
    const shell = await openShell(inputs);
    try {
      return await runPlan(plan, inputs, { ...given, shell });
    } finally {
      await shell.close();
    }
  },
});
