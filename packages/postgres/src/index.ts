export type { Access, Command, CommandOptions } from './access.ts';
export { checkClient } from './client.ts';
export { type Container, findContainer, isFirstRelease } from './container.ts';
export { parseCsv } from './csv.ts';
export { type Database, type DatabaseAddress, openDatabase, type QueryOptions, type Server } from './database.ts';
export { QueryFailure } from './failures.ts';
export {
  createRoles,
  dropRoles,
  type Globals,
  globalStatements,
  missingRoles,
  type Role,
  readGlobals,
  readRoles,
  roleStatements,
} from './globals.ts';
export {
  type AdvisoryLock,
  applicationName,
  describeHolders,
  type Holder,
  type LockMode,
  type LockOptions,
  lockHolders,
  lockKey,
  takeLock,
} from './lock.ts';
export { cutShort, loadsBy, unstaged } from './pieces.ts';
export { psqlFlags } from './psql.ts';
export { databaseArgument, identifier, literal } from './quote.ts';
export {
  createScratch,
  type DatabaseProperties,
  databaseExists,
  dropDatabase,
  fillFaster,
  findScratch,
  readProperties,
} from './scratch.ts';
export type { Session, SessionOptions } from './session.ts';
export { alembicRevision, type CountedTable, countRows, listTables, openSnapshot, type Snapshot, type Table } from './tables.ts';
export { type Connection, parseUrl } from './url.ts';
