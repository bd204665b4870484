import { runAction } from '@slipway/action';
import { checkInputs, contract } from './contract.ts';

await runAction({
  contract,
  check: checkInputs,
  main: async (inputs, host) => {
    const [{ openGitHub }, { run }] = await Promise.all([import('@slipway/github'), import('./run.ts')]);
    const { apiUrl, repository } = host.context;
    const github = await openGitHub({ ...host, apiUrl, repository, token: inputs['github-token'] });
    return run(inputs, { ...host, github, env: process.env });
  },
});
