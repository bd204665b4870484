import { checkTarget, defineContract, type InputsOf, type Problem, vocabulary } from '@slipway/action';

export const contract = defineContract({
  name: 'backup-db',
  title: 'Slipway: back up a database',
  description: 'PostgreSQL backups that count only after they were read back: dump, compress, encrypt, store, prove, restore.',
  icon: 'database',
  inputs: {
    mode: {
      type: 'choice',
      choices: ['backup', 'verify', 'restore', 'list', 'check'],
      default: 'backup',
      description:
        'backup makes and proves one; verify proves a stored one again; restore brings one back; list shows them; check fails if the newest proven one is too old.',
      example: 'backup',
    },
    destination: {
      type: 'string',
      required: true,
      description: 'Folder of the backups, an absolute path on the server (over SSH), or on the runner where no host is given.',
      example: '/var/backups/notes',
    },
    'project-name': {
      ...vocabulary['project-name'],
      description:
        'Compose project of the database service; part of the names of its backups. With database-url by default the repository.',
    },
    service: { type: 'string', default: 'db', description: 'Compose service of the database.', example: 'db' },
    'database-url': vocabulary['database-url'],
    database: {
      type: 'string',
      description: "Name of the database; by default the container's POSTGRES_DB, or the one in database-url.",
      example: 'notes',
    },
    encryption: {
      type: 'choice',
      choices: ['age', 'none'],
      default: 'age',
      description: 'age encrypts to age-recipients before anything leaves the runner; none must be written out.',
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
      default: 'archive',
      description:
        'Proof of a backup: archive reads all that was stored through pg_restore; restore also restores it into a throw-away database and counts every table; checksum compares the stored bytes only, and proves nothing about what they hold.',
      example: 'restore',
    },
    id: {
      type: 'string',
      description: 'Backup to verify or restore; by default the newest proven one.',
      example: 'notes-notes-20260102T030405Z-1a2b',
    },
    into: {
      type: 'string',
      requiredIn: ['restore'],
      description: 'Database to restore into; a new name unless confirm says otherwise.',
      example: 'notes_restored',
    },
    confirm: {
      type: 'string',
      description:
        'The name in `into`, once more: needed to replace a database that exists. The old one stays beside it as <name>_before_<time>.',
      example: 'notes',
    },
    'max-age': {
      type: 'duration',
      default: '26h',
      description: 'Mode check: oldest that the newest proven backup may be.',
      example: '26h',
    },
    tag: { type: 'string', default: 'manual', description: 'Why the backup was made; kept in its manifest.', example: 'pre-deploy' },
    host: vocabulary.host,
    port: vocabulary.port,
    username: vocabulary.username,
    'ssh-key': vocabulary['ssh-key'],
    'known-hosts': vocabulary['known-hosts'],
    timeout: vocabulary.timeout,
    'dry-run': vocabulary['dry-run'],
    summary: vocabulary.summary,
  },
  outputs: {
    id: { description: 'The backup that was made, verified, restored or found newest.' },
    path: { description: 'Its file on the machine of the destination.' },
    size: { description: 'Bytes of the file.' },
    sha256: { description: 'SHA-256 of the file.' },
    'plain-sha256': { description: 'SHA-256 of the dump inside it.' },
    tables: { description: 'Number of tables.' },
    rows: { description: "Number of rows in all tables, as the dump's own snapshot saw them." },
    'server-version': { description: 'Version of the PostgreSQL server it was made from.' },
    verified: { description: 'true only if the backup was read back whole, by level archive or restore.' },
    'verify-level': { description: 'archive, restore, checksum or none.' },
    'newest-age': { description: 'Seconds since the newest proven backup was made.' },
    duration: { description: 'Milliseconds of the work; for restore the measured recovery time.' },
    database: { description: 'Database that was backed up or restored into.' },
    kept: { description: 'Name under which a replaced database was kept.' },
  },
  outcomes: {
    'backed-up': 'A new backup is stored, with the proof that `verify-level` names.',
    verified: 'The stored backup passed the proof again.',
    restored: 'The backup stands as the database `into`, its rows counted.',
    listed: 'The backups are in the log and the summary.',
    fresh: 'The newest proven backup is younger than max-age.',
    'nothing-to-back-up': 'There is no database yet (first release), or it has no tables. Nothing was stored.',
    planned: 'dry-run: the log says what would be done; nothing was written.',
  },
  reasons: {
    'first-release': 'Nothing of the project is on the machine yet, so there is nothing to back up.',
    'no-tables': 'The database has no tables, so there is nothing to back up.',
    'no-container': 'The project exists, but has no container of the service.',
    'database-unreachable': 'The database does not answer or refuses the user.',
    'query-failed': 'The database refused a statement.',
    'version-mismatch': 'pg_dump on the machine is older than the server.',
    locked: 'A migration holds the lock of the database, or another backup of it is under way.',
    pooled: 'The URL leads to a transaction pooler, where locks do not work.',
    'dump-failed': 'pg_dump failed; nothing was stored.',
    empty: 'pg_dump wrote no archive.',
    'destination-unwritable': 'The destination cannot be written, or is full.',
    checksum: 'The stored bytes differ from what was sent, or from the manifest.',
    'archive-corrupt': 'The stored backup cannot be decrypted, decompressed or read as an archive.',
    'restore-failed': 'The archive could not be restored.',
    'count-mismatch': 'The restored tables hold other numbers of rows than the manifest says.',
    stale: 'The newest proven backup is older than max-age.',
    'no-backup': 'There is no such backup, or none that was proven.',
    'key-missing': 'age-identity is missing or opens none of the backup.',
    exists: 'The database to restore into exists, and confirm does not name it.',
    'swap-failed': 'The restored database could not take the name of the old one.',
  },
});

export type Inputs = InputsOf<typeof contract>;

export const idPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]*-\d{8}T\d{6}Z-[0-9a-f]{4}$/;

/** Problems that show only in the combination of inputs. */
export function checkInputs(inputs: Inputs): Problem[] {
  const problems: Problem[] = [...checkTarget(inputs)];
  const say = (input: keyof Inputs, message: string): void => void problems.push({ input, message });
  if (!inputs.destination.startsWith('/')) say('destination', 'is not an absolute path. Example: /var/backups/notes');
  if (!inputs['project-name'] && !inputs['database-url'] && needsDatabase(inputs))
    say('project-name', 'or database-url is needed to find the database. Example: notes');
  if (inputs.mode === 'backup') problems.push(...checkRecipients(inputs));
  if (inputs.mode === 'verify' && inputs.verify === 'none')
    say('verify', 'is none, which leaves mode verify nothing to do. Example: archive');
  if (inputs.id && !idPattern.test(inputs.id)) say('id', 'is no name of a backup. Example: notes-notes-20260102T030405Z-1a2b');
  if (inputs.into && !/^[A-Za-z_][A-Za-z0-9_-]{0,39}$/.test(inputs.into))
    say('into', 'is no database name of at most 40 letters, digits, _ and -. Example: notes_restored');
  if (!/^[A-Za-z0-9._-]{1,40}$/.test(inputs.tag)) say('tag', 'is no word of letters, digits, . _ and -. Example: pre-deploy');
  return problems;
}

function needsDatabase(inputs: Inputs): boolean {
  if (inputs.mode === 'verify') return inputs.verify !== 'checksum';
  return inputs.mode === 'backup' || inputs.mode === 'restore';
}

function checkRecipients(inputs: Inputs): Problem[] {
  const input = 'age-recipients';
  const recipients = inputs[input];
  if (inputs.encryption === 'none')
    return recipients.length > 0 ? [{ input, message: 'is given, but encryption is none; leave one of them out' }] : [];
  if (recipients.length === 0) {
    const message =
      'is required, and is missing or empty: a dump holds everything. Make a key with age-keygen and write its public key here, or write encryption: none';
    return [{ input, message }];
  }
  return recipients.flatMap((recipient, index) => {
    const line = `line ${index + 1}`;
    if (/^AGE-SECRET-KEY-/i.test(recipient))
      return [
        { input, message: `${line} is a private key. Put its public key here (age-keygen -y), and make a new key: this one was shown` },
      ];
    return /^age1[a-z0-9]+$/.test(recipient) ? [] : [{ input, message: `${line} is no age public key. Example: age1ql3z7hjy54pw3...` }];
  });
}
