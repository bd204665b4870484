import type { Inputs } from '../workplace.ts';
import type { Tool } from './tool.ts';

type Name = Inputs['tool'];

/** Each is loaded when an input names it. */
const tools: Readonly<Record<Name, () => Promise<{ readonly tool: Tool }>>> = {
  alembic: () => import('./alembic.ts'),
  sql: () => import('./sql/tool.ts'),
  'golang-migrate': () => import('./golang-migrate.ts'),
  dbmate: () => import('./dbmate.ts'),
  django: () => import('./django/tool.ts'),
  drizzle: () => import('./drizzle.ts'),
  prisma: () => import('./prisma/tool.ts'),
  command: () => import('./command/tool.ts'),
  flyway: () => import('./flyway/tool.ts'),
  liquibase: () => import('./liquibase/tool.ts'),
};

export async function openTool(name: Name): Promise<Tool> {
  return (await tools[name]()).tool;
}
