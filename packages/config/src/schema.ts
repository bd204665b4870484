import { parseDuration } from '@slipway/action';
import * as z from 'zod';

/** The Slipway file of a repository. Keys are named as the inputs of the actions that they feed. */

const text = z.string().min(1);
const duration = z.string().refine((value) => parseDuration(value) !== undefined, 'is not a duration such as 90s, 5m or 1h30m');
const severity = z.enum(['critical', 'high', 'medium', 'low', 'unknown']);

const image = z.strictObject({
  image: text.describe('Repository of the image, without tag.'),
  context: text.default('.').describe('Build context, relative to the repository.'),
  file: text.optional().describe('Dockerfile; by default Dockerfile in the context.'),
  target: text.optional(),
  'build-args': z.record(text, z.union([z.string(), z.number(), z.boolean()])).optional(),
  'build-contexts': z.record(text, text).optional(),
});

const scan = z.strictObject({
  'fail-on': z.array(severity).optional(),
  'only-fixable': z.boolean().optional(),
  'ignore-file': text.optional(),
  'fail-on-eol': z.boolean().optional(),
  dockerfile: text.optional(),
});

const count = z.union([z.int().min(0), z.literal('unlimited')]);

const backup = z.strictObject({
  service: text.optional(),
  database: text.optional(),
  databases: z
    .array(text)
    .min(1)
    .optional()
    .describe('Several databases of the server, with * for any letters: each gets a backup of its own.'),
  destination: z.union([text, z.array(text).min(1)]).optional(),
  'min-copies': z.int().min(1).max(10).optional(),
  'exclude-table-data': z.array(text).optional().describe('Tables whose rows are left out of backups.'),
  encryption: z.enum(['age', 'none']).optional(),
  'age-recipients': z.array(text).optional(),
  verify: z.enum(['checksum', 'archive', 'restore']).optional(),
  'on-shrink': z.enum(['warn', 'fail', 'ignore']).optional(),
  'max-age': duration.optional().describe('Oldest that the newest proven backup may be when backups are checked.'),
  'keep-last': count.optional(),
  'keep-hourly': count.optional(),
  'keep-daily': count.optional(),
  'keep-weekly': count.optional(),
  'keep-monthly': count.optional(),
  'keep-yearly': count.optional(),
  'keep-within': text.optional().describe('A length of time such as 1y6m14d12h.'),
  'keep-within-hourly': text.optional(),
  'keep-within-daily': text.optional(),
  'keep-within-weekly': text.optional(),
  'keep-within-monthly': text.optional(),
  'keep-within-yearly': text.optional(),
  'keep-tag': z.array(text).optional(),
  'min-keep': z.int().min(1).max(1000).optional(),
  prune: z.boolean().optional().describe('Removes what keep-* does not keep, after each new backup that is proven.'),
  'allow-prune': z.int().min(1).max(100).optional().describe('Percent of the backups of a database that one run may remove.'),
  'verify-key': text.optional().describe('Ed25519 public keys: backups count only if one of them signed them.'),
});

const migrate = z.strictObject({
  service: text.optional(),
  'database-service': text.optional(),
  tool: text.optional().describe('What applies the migrations, by a word of run-migrations; alembic unless said.'),
  migrations: text.optional(),
  'tool-command': z.array(text).optional(),
  'alembic-ini': text.optional(),
  target: text.optional(),
  phase: z.enum(['all', 'expand']).optional(),
  allow: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/), text)
    .optional()
    .describe('Rules whose findings are wanted, each with its reason.'),
  backup: z.enum(['auto', 'always', 'never']).optional().describe('Whether the pending revisions need the proven backup of the release.'),
  rehearse: z
    .enum(['off', 'restore', 'clone'])
    .optional()
    .describe('Runs the pending revisions on a copy first: on the backup of this release, or on rehearse-database.'),
  'rehearse-database': text.optional(),
  'rehearse-image': text.optional(),
  'old-code': z.boolean().optional().describe('Whether the version that serves is started on the migrated copy too.'),
  'old-checks': z.array(text).optional(),
});

const port = z.int().min(1).max(65535);

/** Keys are the inputs of blue-green-switch that a team sets once for an application on Compose. */
const switching = z.strictObject({
  service: text.optional(),
  'health-path': text.optional(),
  checks: z.array(text).optional(),
  'health-timeout': duration.optional(),
  steps: text.optional().describe('Shares of the traffic before all of it, like 10@2m, 50@2m, 100.'),
  'bake-time': duration.optional(),
  'confirm-timeout': duration.optional(),
  'drain-timeout': duration.optional(),
  previous: z.enum(['stop', 'keep-running', 'remove']).optional(),
  'keep-releases': z.int().min(2).max(100).optional(),
  'allow-contract': z.boolean().optional(),
  strategies: z.array(text).optional().describe('service=colours|recreate|singleton|single, where it is not as Slipway derives it.'),
  'allow-outage': z.boolean().optional(),
  'allow-takeover': z.boolean().optional(),
  runtime: z.enum(['compose', 'compose-files', 'command']).optional(),
  'blue-file': text.optional(),
  'green-file': text.optional(),
  ports: z.array(text).optional(),
  'runtime-command': text.optional(),
  router: z.enum(['haproxy', 'managed', 'nginx', 'caddy', 'traefik', 'command']).optional(),
  'router-directory': text.optional(),
  'trusted-proxies': z.array(text).optional(),
  'router-image': text.optional(),
  'tls-certificate': text.optional(),
  'tls-port': port.optional(),
  'client-address': z.enum(['forwarded', 'proxy']).optional(),
  'router-url': text.optional(),
  'router-host': text.optional(),
  'router-command': text.optional(),
  'nginx-mode': z.enum(['reload', 'socket']).optional(),
  'nginx-directory': text.optional(),
  'nginx-container': text.optional(),
  'nginx-config': text.optional(),
  'caddy-admin': text.optional(),
  'caddy-id': text.optional(),
  'traefik-directory': text.optional(),
  'traefik-api': text.optional(),
});

const smoke = z.strictObject({
  url: z
    .url()
    .refine(
      (value) => /^https?:\/\/[^@/]+(\/|$|\?)/.test(value),
      'must begin with http:// or https://, and hold no user or password: it is shown',
    )
    .describe('Address that users know; checked from the runner after the switch.'),
  checks: z.array(text).optional(),
  deadline: duration.optional(),
});

const part = <T extends z.ZodType>(schema: T) => z.union([schema, z.literal(false)]).optional();

const steps = {
  scan: part(scan).describe('false leaves the scan out.'),
  backup: part(backup).describe('false leaves the backup out.'),
  migrate: part(migrate).describe('false where the application has no migrations.'),
  switch: switching.optional(),
  smoke: part(smoke),
};

const environment = z.strictObject({
  host: text.optional(),
  port: port.optional(),
  username: text.optional(),
  directory: text.optional(),
  command: text.optional().describe('Deploys to a hosted platform, in bash on the runner; instead of a server.'),
  'rollback-command': text.optional().describe('Takes the platform back to the release before; IMAGE_… name its images.'),
  ...steps,
});

export const schema = z.strictObject({
  project: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,40}$/, 'is no compose project name: small letters, digits, - and _'),
  'compose-file': text.default('docker-compose.yml'),
  directory: text.optional(),
  images: z.record(text, image).refine((images) => Object.keys(images).length > 0, 'names no image'),
  ...steps,
  environments: z.record(text, environment),
});

/** A whole Slipway file. */
export type Config = z.infer<typeof schema>;
export type ImageConfig = z.infer<typeof image>;

/** What holds for one environment: its own keys over those of the file. */
export interface Settings {
  readonly project: string;
  readonly environment: string;
  /** Keys that the environment sets itself, as `backup.destination`. */
  readonly overrides: readonly string[];
  readonly 'compose-file': string;
  readonly directory: string | undefined;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly username: string | undefined;
  readonly images: Readonly<Record<string, ImageConfig>>;
  readonly scan: z.infer<typeof scan> | false;
  readonly backup: z.infer<typeof backup> | false;
  readonly migrate: z.infer<typeof migrate> | false;
  readonly switch: z.infer<typeof switching>;
  readonly smoke: z.infer<typeof smoke> | false;
  /** Deploys to a platform that has no server of ours. */
  readonly command: string | undefined;
  readonly 'rollback-command': string | undefined;
}
