import type { Database } from './database.ts';
import { identifier, literal } from './quote.ts';

/** A role that a database needs. Passwords are never read. */
export interface Role {
  readonly name: string;
  readonly login: boolean;
  readonly inherit: boolean;
  readonly createdb: boolean;
  /** -1 is no limit. */
  readonly connections: number;
  /** Roles it is a member of, but for the server's own `pg_…`. */
  readonly memberOf: readonly string[];
  /** Rights over the whole server, as ALTER ROLE writes them: SUPERUSER, pg_read_all_data. */
  readonly powers: readonly string[];
}

/** What pg_dump leaves out of the dump of one database, although the database does not work without it. */
export interface Globals {
  /** Owners, those that something was granted to, and the roles they are members of. */
  readonly roles: readonly Role[];
  /** Of ALTER DATABASE … SET; with a role, of ALTER ROLE … IN DATABASE … SET. */
  readonly settings: readonly { readonly role: string; readonly name: string; readonly value: string }[];
  /** Of GRANT … ON DATABASE, where somebody changed them; `role` is empty for everybody. */
  readonly grants: readonly { readonly role: string; readonly right: string; readonly grantable: boolean }[] | null;
}

const memberships = `memberships as (select m.member, g.rolname from pg_auth_members m join pg_roles g on g.oid = m.roleid)`;

const roles = `coalesce(json_agg(json_build_object('name', rolname, 'login', rolcanlogin, 'inherit', rolinherit, 'createdb', rolcreatedb,
      'connections', rolconnlimit,
      'memberOf', array(select m.rolname from memberships m where m.member = r.oid and m.rolname !~ '^pg_' order by 1),
      'powers', array_remove(array[case when rolsuper then 'SUPERUSER' end, case when rolcreaterole then 'CREATEROLE' end,
        case when rolreplication then 'REPLICATION' end, case when rolbypassrls then 'BYPASSRLS' end], null)
        || array(select m.rolname::text from memberships m where m.member = r.oid and m.rolname ~ '^pg_' order by 1)) order by rolname), '[]')`;

const query = `with recursive db as (select * from pg_database where datname = current_database()),
seeds as (
  select refobjid as role from pg_shdepend, db where refclassid = 'pg_authid'::regclass
    and (dbid = db.oid or (classid = 'pg_database'::regclass and objid = db.oid))
  union select datdba from db
  union select c.relowner from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  union select setrole from pg_db_role_setting, db where setdatabase = db.oid and setrole <> 0),
needed as (select role from seeds union select m.roleid from pg_auth_members m join needed on m.member = needed.role),
${memberships}
select json_build_object(
  'roles', (select ${roles}
    from pg_roles r where oid in (select role from needed) and rolname !~ '^pg_'),
  'settings', (select coalesce(json_agg(json_build_object('role', coalesce(r.rolname, ''), 'name', split_part(line, '=', 1),
      'value', substr(line, strpos(line, '=') + 1)) order by r.rolname nulls first, line), '[]')
    from db join pg_db_role_setting s on s.setdatabase = db.oid left join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) line),
  'grants', (select json_agg(json_build_object('role', coalesce(r.rolname, ''), 'right', privilege_type, 'grantable', is_grantable)
      order by r.rolname nulls first, privilege_type)
    from db, aclexplode(db.datacl) left join pg_roles r on r.oid = grantee))`;

export async function readGlobals(ask: (sql: string) => Promise<string[][]>): Promise<Globals> {
  const [[json = '{}'] = []] = await ask(query);
  return JSON.parse(json) as Globals;
}

/** All roles of the server, but for its own. */
export async function readRoles(ask: (sql: string) => Promise<string[][]>): Promise<readonly Role[]> {
  const [[json = '[]'] = []] = await ask(`with ${memberships} select ${roles} from pg_roles r where rolname !~ '^pg_'`);
  return JSON.parse(json) as readonly Role[];
}

/** Roles that the server lacks. */
export async function missingRoles(database: Database, roles: readonly Role[]): Promise<readonly Role[]> {
  const there = new Set((await database.query('select rolname from pg_roles')).map(([name]) => name));
  return roles.filter(({ name }) => !there.has(name));
}

/** Statements that create roles without a password and without `powers`; the memberships come when all are there. */
export function roleStatements(roles: readonly Role[]): readonly string[] {
  const created = roles.map(({ name, login, inherit, createdb, connections }) => {
    const rights = [login ? 'login' : 'nologin', inherit ? 'inherit' : 'noinherit', ...(createdb ? ['createdb'] : [])];
    return `create role ${identifier(name)} ${rights.join(' ')} connection limit ${Math.trunc(connections)}`;
  });
  const members = roles.flatMap(({ name, memberOf }) => memberOf.map((group) => `grant ${identifier(group)} to ${identifier(name)}`));
  return [...created, ...members];
}

/** All or none of them. @throws Failure `query-failed` */
export async function createRoles(database: Database, roles: readonly Role[]): Promise<void> {
  if (roles.length > 0) await database.query(['begin', ...roleStatements(roles), 'commit'].join(';\n'));
}

/** Those that own nothing. */
export async function dropRoles(database: Database, roles: readonly Role[]): Promise<void> {
  if (roles.length > 0) await database.query(`drop role if exists ${roles.map(({ name }) => identifier(name)).join(', ')}`);
}

const rights = ['CREATE', 'CONNECT', 'TEMPORARY'];

/**
 * What gives a database the settings and grants of another one: each an own piece, because a user may be allowed some and not others.
 * A value takes the way over the session, so that none has to be written as the setting's own syntax wants it.
 */
export function globalStatements(name: string, { settings, grants }: Globals): readonly { readonly what: string; readonly sql: string }[] {
  const database = identifier(name);
  const set = settings.map(({ role, name: setting, value }) => {
    const whose = role === '' ? `alter database ${database}` : `alter role ${identifier(role)} in database ${database}`;
    const path = setting.split('.').map(identifier).join('.');
    const sql = `select set_config(${literal(setting)}, ${literal(value)}, false);\n${whose} set ${path} from current`;
    return { what: `the setting ${setting}${role === '' ? '' : ` of ${role}`}`, sql };
  });
  if (!grants) return set;
  const given = grants
    .filter(({ right }) => rights.includes(right))
    .map(({ role, right, grantable }) => {
      const sql = `grant ${right} on database ${database} to ${role === '' ? 'public' : identifier(role)}${grantable ? ' with grant option' : ''}`;
      return { what: `${right} of ${role || 'public'}`, sql };
    });
  return [...set, { what: 'the rights of everybody', sql: `revoke all on database ${database} from public` }, ...given];
}
