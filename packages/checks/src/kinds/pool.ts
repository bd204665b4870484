/** The connections that an application's pools may open, and ten to spare for people and backups. */
export interface Pool {
  readonly needed: number;
  readonly formula: string;
}

/** `20+10*3`: pool size, overflow, instances. Undefined where it is not written so. */
export function parsePool(text: string): Pool | undefined {
  const [, size, overflow, instances] = /^\s*(\d{1,6})\s*\+\s*(\d{1,6})\s*\*\s*(\d{1,6})\s*$/.exec(text) ?? [];
  if (size === undefined) return undefined;
  const needed = (Number(size) + Number(overflow)) * Number(instances) + 10;
  return { needed, formula: `(${size} + ${overflow}) * ${instances} + 10` };
}
