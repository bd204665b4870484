/** Line of the last FROM, from 1: the stage that is shipped unless a target says otherwise. Undefined where there is none. */
export function lastFrom(dockerfile: string): number | undefined {
  const index = dockerfile.split(/\r?\n/).findLastIndex((line) => /^\s*FROM\s+\S/i.test(line));
  return index < 0 ? undefined : index + 1;
}
