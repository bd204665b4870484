import { badInputs, type Problem } from '@slipway/action';
import type { Color } from '@slipway/docker';
import { repeated, servicePattern } from './ports.ts';

/** A service and its template unit, without `@` and what follows it. */
export interface UnitOf {
  readonly service: string;
  readonly unit: string;
}

/** Lines of the input `units`. @throws Failure `bad-input` naming every wrong line */
export function parseUnits(lines: readonly string[]): UnitOf[] {
  const problems: Problem[] = [];
  const units: UnitOf[] = [];
  const wrong = (message: string): void => void problems.push({ input: 'units', message });
  for (const line of lines) {
    const [, service = '', unit = '', end = ''] = /^([^=\s]+)=([A-Za-z0-9:_.-]+?)(@|@\.service|\.service)?$/.exec(line) ?? [];
    if (!servicePattern.test(service) || unit === '') wrong(`'${line}' is not service=unit. Example: backend=notes-backend`);
    else if (end === '.service') wrong(`${unit}.service is one unit; two colours need a template, ${unit}@.service, given as ${unit}`);
    else units.push({ service, unit });
  }
  for (const service of repeated(units.map((one) => one.service))) wrong(`${service} is given twice`);
  for (const unit of repeated(units.map((one) => one.unit))) wrong(`${unit} is given for two services`);
  if (units.length === 0 && problems.length === 0)
    wrong('is missing. Example: backend=notes-backend, for the template notes-backend@.service');
  if (problems.length > 0) throw badInputs(problems);
  return units;
}

export function unitName({ unit }: UnitOf, color: Color): string {
  return `${unit}@${color}.service`;
}
