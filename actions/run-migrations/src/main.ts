import { checkTarget, escapes, runAction } from '@slipway/action';
import { contract } from './contract.ts';

await runAction({
  contract,
  check: (inputs) => {
    const problems = checkTarget(inputs);
    if (inputs.transport === 'local' && !inputs['database-url']) {
      problems.push({
        input: 'database-url',
        message: 'is needed with transport local, and is missing or empty. Example: database-url: ${{ secrets.DATABASE_URL }}',
      });
    }
    if (inputs.transport !== 'run' && inputs.image) {
      problems.push({ input: 'image', message: `has no meaning with transport ${inputs.transport}; leave it out, or use transport run` });
    }
    for (const line of inputs.allow) {
      if (!/^[a-z][a-z0-9-]*\s*:\s*\S/.test(line))
        problems.push({
          input: 'allow',
          message: `has '${line}', which is no rule with a reason. Example: drop-column: no version since v12 reads it`,
        });
    }
    if (escapes(inputs.sarif)) problems.push({ input: 'sarif', message: 'leaves the workspace. Example: migrations.sarif' });
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(inputs['database-variable'])) {
      problems.push({ input: 'database-variable', message: 'is not the name of an environment variable. Example: DATABASE_URL' });
    }
    return problems;
  },
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
