import type { Tool } from './tool.ts';

/** The rules speak of Alembic where a statement must not stand in a transaction; another tool has its own way. */
export function insteadFor({ title, outside }: Pick<Tool, 'title' | 'outside'>, instead: string): string {
  if (title === 'Alembic' || !instead.includes('autocommit_block')) return instead;
  if (/^(Use|Put it into) /.test(instead)) return outside;
  const plain = instead.replace(' (postgresql_concurrently=True)', '').replace(/ \([^()]*autocommit_block\)/, '');
  return plain.includes('autocommit_block')
    ? `${plain.replace(/,? in op\.get_context\(\)\.autocommit_block\(\)\.$/, ', outside of a transaction.')} ${outside}`
    : plain;
}
