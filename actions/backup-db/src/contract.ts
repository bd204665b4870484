import { defineContract, type InputsOf, vocabulary } from '@slipway/action';
import { kinds } from './facts.ts';
import { keepInputs } from './retention/inputs.ts';
import { accessInputs } from './stores/inputs.ts';
import { keyInputs } from './trust/inputs.ts';

export const contract = defineContract({
  name: 'backup-db',
  title: 'Slipway: database backups',
  description:
    'Backups of PostgreSQL, Redis, SQLite, DuckDB and volumes that count only after they were read back: dump, compress, encrypt, store, prove, restore.',
  icon: 'database',
  inputs: {
    mode: {
      type: 'choice',
      choices: ['backup', 'verify', 'restore', 'list', 'prune', 'check'],
      default: 'backup',
      description:
        'backup makes and proves one; verify proves a stored one again; restore brings one back; list shows them, and why each is kept; prune removes those that keep-* does not keep; check fails if the newest proven one is too old.',
      example: 'backup',
    },
    kind: {
      type: 'choice',
      choices: kinds,
      default: 'postgres',
      description:
        'postgres: a database by pg_dump. redis: all of a Redis by its replication, checked by redis-check-rdb. sqlite and duckdb: a consistent copy of the database in `file`, opened and counted. volume: the files of a Docker volume, while what writes to it is paused or stopped.',
      example: 'redis',
    },
    environment: {
      ...vocabulary.environment,
      description:
        'Environment of `config` that gives what is not given here: project, host, port, username and everything under `backup`. Without it the file is not read.',
    },
    config: vocabulary.config,
    destination: {
      type: 'lines',
      description:
        'Where the backups are: an absolute path on the server (over SSH), or on the runner where no host is given; `file:///path` on the runner; `sftp://user@host:port/path`; `s3://bucket/prefix?endpoint=…&region=…&style=path`; `azure://account/container/prefix`; `artifact://?retention-days=…`, encrypted, as artifacts of the run. Several are copies of each other. Required, here or in `config`.',
      example: '/var/backups/notes',
    },
    'min-copies': {
      type: 'integer',
      minimum: 1,
      maximum: 10,
      description:
        'How many of several destinations must have a backup for it to count as made, over the one in `config`; else all of them.',
      example: '1',
    },
    ...accessInputs,
    'project-name': {
      ...vocabulary['project-name'],
      description:
        'Compose project of the database service; part of the names of its backups. With database-url by default the repository; over the one in `config`.',
    },
    service: {
      type: 'string',
      description:
        'Compose service of the database, over the one in `config`; else `db`, or `redis` for kind redis. For kinds sqlite and duckdb the service whose container has the file; without it the file is on the machine itself.',
      example: 'db',
    },
    'database-url': vocabulary['database-url'],
    database: {
      type: 'string',
      description:
        "Name of the database; by default the container's POSTGRES_DB, or the one in database-url. In the modes list, check and prune other kinds are named as `redis:cache`.",
      example: 'notes',
    },
    databases: {
      type: 'lines',
      description:
        'Mode backup: several databases of the server, over those in `config`, a name to a line, with `*` for any letters (`*` alone is all of them but `postgres` and templates). Each gets a backup, a proof and a retention of its own.',
      example: 'tenant_*',
    },
    'redis-url': {
      type: 'string',
      secret: true,
      description:
        'Address of a Redis that is no compose service, for kind redis: `redis://` or, over TLS, `rediss://`, with user, password, host and port.',
      example: '${{ secrets.REDIS_URL }}',
    },
    'redis-copy': {
      type: 'choice',
      choices: ['replica', 'scan'],
      default: 'replica',
      description:
        'replica takes one moment, as a replica does. scan reads key after key from a redis-url that gives nobody that right, as hosted ones; what is written meanwhile may be in it or not.',
      example: 'scan',
    },
    file: {
      type: 'string',
      description: 'Absolute path of the database, for kinds sqlite and duckdb; with `service` as its container sees it.',
      example: '/var/lib/notes/notes.db',
    },
    volume: {
      type: 'string',
      description: 'Name of the Docker volume, for kind volume, as `docker volume ls` shows it.',
      example: 'notes_uploads',
    },
    writers: {
      type: 'choice',
      choices: ['pause', 'stop', 'live'],
      description:
        'Kinds volume and duckdb: what to do with running containers that write to it, over their label `slipway.backup`. live (volume only) reads on while they write, which is right where files are only ever added.',
      example: 'pause',
    },
    image: {
      type: 'string',
      description:
        'Image on the server that reads, by default that of a container that uses the source. Kind volume needs `sh`, `tar` and `find` in it; kind duckdb `duckdb`, or Python with its module.',
      example: 'debian:bookworm-slim',
    },
    'exclude-table-data': {
      type: 'lines',
      description:
        'Tables whose rows are left out, as `table` or `schema.table` with `*` for any letters: caches, sessions, logs. They come back empty. Over the one in `config`.',
      example: 'sessions',
    },
    encryption: {
      type: 'choice',
      choices: ['age', 'none'],
      description:
        'age encrypts to age-recipients before anything leaves the runner; none must be written out. Over the one in `config`; else `age`.',
      example: 'age',
    },
    'age-recipients': {
      type: 'lines',
      description: 'Public keys that can open the backup, as age-keygen prints them. Needed for mode backup unless encryption is none.',
      example: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kudzu94rs5j2m0a',
    },
    'age-identity': {
      type: 'text',
      secret: true,
      description: 'Private key for mode restore, and for mode verify above the level checksum. A backup itself needs none.',
      example: '${{ secrets.AGE_IDENTITY }}',
    },
    verify: {
      type: 'choice',
      choices: ['archive', 'restore', 'checksum', 'none'],
      description:
        'Proof of a backup: archive reads all that was stored through pg_restore, redis-check-rdb, SQLite or DuckDB; restore also restores it into a throw-away database and counts every table, or every key; checksum compares the stored bytes only, and proves nothing about what they hold. Over the one in `config`; else `archive`. Mode verify with restore is a restore drill, and is recorded.',
      example: 'restore',
    },
    id: {
      type: 'string',
      description:
        'Backup to verify or restore; by default the newest proven one. Its time, or the beginning of it with the whole day, or its last four signs do where they mean one only.',
      example: 'notes-notes-20260102T030405Z-1a2b',
    },
    at: {
      type: 'string',
      description:
        'Verify or restore the newest proven backup that was made at this time or before it: a date with a time in ISO 8601, in UTC where it has no zone.',
      example: '2026-01-02T03:04:05Z',
    },
    into: {
      type: 'string',
      requiredIn: ['restore'],
      description:
        'Database to restore into, or for redis, sqlite and duckdb the absolute path of the file to write, or the name of a volume; a new name unless confirm says otherwise.',
      example: 'notes_restored',
    },
    confirm: {
      type: 'string',
      description:
        'The name in `into`, once more: needed to replace a database, file or volume that exists. The old one stays beside it as <name>_before_<time>.',
      example: 'notes',
    },
    'max-age': {
      type: 'duration',
      description: 'Mode check: oldest that the newest proven backup may be, over the one in `config`; else 26h.',
      example: '26h',
    },
    'on-shrink': {
      type: 'choice',
      choices: ['warn', 'fail', 'ignore'],
      description:
        'Where a new backup is not half as large as the median of the seven before it, or has fewer tables than the last, or where nothing is left to back up: warn stores what there is, says so and removes no older one; fail does that and fails the run. Over the one in `config`; else `warn`.',
      example: 'fail',
    },
    tag: { type: 'string', default: 'manual', description: 'Why the backup was made; kept in its manifest.', example: 'pre-deploy' },
    ...keepInputs,
    ...keyInputs,
    host: {
      ...vocabulary.host,
      description: 'Server to work on over SSH, over the one in `config`. Without either, the work is done on the machine of the runner.',
    },
    port: { type: 'integer', minimum: 1, maximum: 65535, description: 'SSH port, over the one in `config`; else 22.', example: '22' },
    username: { type: 'string', description: 'SSH user, over the one in `config`; else `deploy`.', example: 'deploy' },
    'ssh-key': vocabulary['ssh-key'],
    'known-hosts': vocabulary['known-hosts'],
    timeout: vocabulary.timeout,
    'dry-run': vocabulary['dry-run'],
    summary: vocabulary.summary,
  },
  outputs: {
    id: { description: 'The backup that was made, verified, restored or found newest; with no-backup the newest that is not proven.' },
    path: { description: 'Its file, as the destination names it; with several the first that has it.' },
    copies: { description: 'Where its file stands: a line for each destination that has it whole.' },
    backups: {
      description: 'Mode backup: JSON list of what was made, each with database, id, path, size, verified, level, tables and rows.',
    },
    size: { description: 'Bytes of the file.' },
    sha256: { description: 'SHA-256 of the file.' },
    'plain-sha256': { description: 'SHA-256 of the dump inside it.' },
    tables: { description: 'Number of tables; 0 for kinds without them.' },
    rows: { description: "Number of rows in all tables, of keys or of files, as the dump's own snapshot saw them." },
    'server-version': {
      description: 'Version of the server it was made from; for sqlite and duckdb of the program that read it, for volume empty.',
    },
    verified: { description: 'true only if the backup was read back whole, by level archive or restore.' },
    'verify-level': { description: 'archive, restore, checksum or none.' },
    'newest-age': { description: 'Seconds since the newest proven backup was made; empty where none is proven.' },
    duration: { description: 'Milliseconds of the work; for restore the measured recovery time.' },
    database: { description: 'Database that was backed up or restored into; other kinds have theirs before the name, as `redis:cache`.' },
    pruned: { description: 'Number of backups that were removed; with dry-run the number that would be.' },
    kept: { description: 'Name under which a replaced database was kept.' },
  },
  outcomes: {
    'backed-up': 'A new backup is stored, with the proof that `verify-level` names.',
    verified: 'The stored backup passed the proof again.',
    restored: 'The backup stands as the database, file or volume `into`, its content counted.',
    listed: 'The backups are in the log and the summary.',
    pruned: 'What keep-* does not keep is gone; the summary says why each stays or went.',
    fresh: 'The newest proven backup is younger than max-age.',
    'nothing-to-back-up': 'There is no database yet (first release), or it holds nothing. Nothing was stored.',
    planned: 'dry-run: the log says what would be done; nothing was written.',
  },
  reasons: {
    'config-missing': 'The Slipway file cannot be read.',
    'config-invalid': 'The Slipway file has problems; each is reported at its line and column.',
    'unknown-environment': 'The Slipway file has no such environment.',
    'first-release': 'Nothing of the project is on the machine yet, nor in the destination, so there is nothing to back up.',
    'no-tables': 'The database has no tables, so there is nothing to back up.',
    'no-data': 'The source is empty, so there is nothing to back up.',
    'no-container': 'The project exists, on the machine or by its backups in the destination, but has no container of the service.',
    'database-missing': 'The server has no database that a line of databases means.',
    'database-unreachable': 'The database does not answer or refuses the user.',
    'query-failed': 'The database refused a statement.',
    'volume-missing': 'There is no such volume on the machine.',
    'volume-in-use': 'Containers write to the volume or have the database open, and nothing says what to do with them.',
    'wrong-kind': 'The backup is of another kind than the input kind says.',
    'version-mismatch': 'A program on the machine is older than the server, or than the server of the backup.',
    locked: 'A migration holds the lock of the database, or another backup of it is under way.',
    pooled: 'The URL leads to a transaction pooler, where locks do not work.',
    'dump-failed': 'pg_dump, redis-cli, SQLite, DuckDB or tar failed; nothing was stored.',
    empty: 'The program that dumps wrote no archive.',
    'destination-unwritable': 'The destination cannot be written, or is full.',
    'destination-refused': 'The destination refuses the credentials, or they may not do what is needed there.',
    'destination-missing':
      'There is no such bucket, or it is in another region or at another endpoint; or this is no job that artifacts could belong to.',
    'destination-unreachable': 'The destination does not answer, or failed again and again.',
    'too-few-copies': 'Fewer destinations than min-copies have the backup.',
    checksum: 'The stored bytes differ from what was sent, or from the manifest.',
    'archive-corrupt': 'The stored backup cannot be decrypted, decompressed or read as an archive.',
    'restore-failed': 'The archive could not be restored.',
    'count-mismatch': 'What was restored holds other numbers of rows, keys or files than the manifest says.',
    shrunk:
      'on-shrink is fail: the new backup is much smaller than those before it, or has fewer tables, and is stored; or nothing is left to back up. None was removed.',
    stale: 'The newest proven backup is older than max-age.',
    'prune-refused': 'The policy would remove more than allow-prune, or the list does not have the new backup; nothing was removed.',
    'prune-failed': 'A backup could not be removed; the message says how many were before it.',
    untrusted: 'The backup is not signed by verify-key, or was changed after it was.',
    ambiguous: 'The short name in id may mean several backups.',
    'no-backup': 'There is no such backup, or none that was proven.',
    'key-missing': 'age-identity is missing or opens none of the backup.',
    exists: 'The database, file or volume to restore into exists, and confirm does not name it.',
    'swap-failed': 'The restored database could not take the name of the old one.',
  },
});

export type Inputs = InputsOf<typeof contract>;
