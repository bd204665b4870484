import { checkTarget, escapes, type InputsOf, type Problem } from '@slipway/action';
import { wrongRule } from './classify/rule-names.ts';
import type { contract } from './contract.ts';
import { checkTool } from './tools/inputs.ts';

type Inputs = InputsOf<typeof contract>;

/** What is wrong with inputs that are each good in themselves. */
export function checkInputs(inputs: Inputs): readonly Problem[] {
  const problems = [...checkTarget(inputs), ...checkRehearsal(inputs), ...checkTool(inputs)];
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
    else {
      const wrong = wrongRule(line.split(':')[0]?.trim() ?? '');
      if (wrong) problems.push({ input: 'allow', message: `has '${line}', but ${wrong}` });
    }
  }
  if (escapes(inputs.sarif)) problems.push({ input: 'sarif', message: 'leaves the workspace. Example: migrations.sarif' });
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(inputs['database-variable'])) {
    problems.push({ input: 'database-variable', message: 'is not the name of an environment variable. Example: DATABASE_URL' });
  }
  return problems;
}

function checkRehearsal(inputs: Inputs): readonly Problem[] {
  const { rehearse, transport } = inputs;
  const problems: Problem[] = [];
  if (rehearse !== 'off' && transport !== 'run') {
    const message = `needs transport run: with transport ${transport} nothing could keep the application from the live database`;
    problems.push({ input: 'rehearse', message });
  }
  if (rehearse === 'clone' && !inputs['rehearse-database']) {
    const message = 'is needed with rehearse clone, and is missing or empty. Example: rehearse-database: notes_rehearsal';
    problems.push({ input: 'rehearse-database', message });
  }
  if (rehearse === 'off' && inputs['old-image']) {
    problems.push({ input: 'old-image', message: 'has no meaning without a copy that it could run on. Example: rehearse: clone' });
  }
  for (const line of inputs['old-checks']) {
    if (!/^:\d{1,5}(\/\S*)?$/.test(line)) problems.push({ input: 'old-checks', message: `has '${line}'. Example: :8000/api/notes` });
  }
  return problems;
}
