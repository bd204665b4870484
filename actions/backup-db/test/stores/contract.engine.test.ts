import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Azurite, startAzurite } from '../../../../test/engines/azurite.ts';
import { type S3Server, startVersitygw } from '../../../../test/engines/versitygw.ts';
import { type Sshd, startSshd } from '../../../../test/harness/sshd.ts';
import { filesOf, newFolder } from '../fixture.ts';
import { describePlace, type Subject } from './contract.ts';
import { openPlaces } from './places.ts';

let folder: string;
const behind = (place: string): Pick<Subject, 'names' | 'plant'> => ({
  names: () => filesOf(place),
  plant: (name, content) => writeFileSync(join(place, name), content),
});
const remove = async (): Promise<void> => rmSync(folder, { recursive: true, force: true });

describePlace(
  'a folder',
  async () => {
    folder = newFolder();
    return { ...behind(folder), open: (signal) => openPlaces({ destination: folder }, undefined, signal) };
  },
  remove,
);

let sshd: Sshd;
describePlace(
  'a folder of another server',
  async () => {
    sshd = await startSshd();
    folder = newFolder();
    const destination = `sftp://${sshd.username}@${sshd.host}:${sshd.port}${folder}`;
    const given = { destination, 'ssh-key': sshd.key, 'known-hosts': sshd.knownHosts };
    return { ...behind(folder), open: (signal) => openPlaces(given, undefined, signal) };
  },
  async () => {
    await sshd?.stop();
    await remove();
  },
);

let s3: S3Server;
describePlace(
  'S3 (versitygw)',
  async () => {
    s3 = await startVersitygw();
    const place = join(s3.folder, 'team', 'notes');
    mkdirSync(place, { recursive: true });
    const destination = `s3://${s3.bucket}/team/notes?endpoint=${s3.endpoint}&region=${s3.region}`;
    const given = { destination, 's3-access-key-id': s3.id, 's3-secret-access-key': s3.secret };
    const uploads = join(s3.folder, '.sgwtmp', 'multipart');
    return {
      open: (signal) => openPlaces(given, undefined, signal),
      plant: (name, content) => {
        mkdirSync(dirname(join(place, name)), { recursive: true });
        writeFileSync(join(place, name), content);
      },
      names: () => {
        const files = filesOf(place).filter((name) => !/\.lock-[0-9a-f]+$/.test(name) && name !== 'drills');
        try {
          return [...files, ...readdirSync(uploads).map((name) => `upload ${name}`)];
        } catch {
          return files;
        }
      },
    };
  },
  async () => s3?.stop(),
);

let azurite: Azurite;
describePlace(
  'Azure Blob (Azurite)',
  async () => {
    azurite = await startAzurite();
    const destination = `azure://${azurite.account}/backups/team/notes?endpoint=${azurite.endpoint}`;
    const given = { destination, 'azure-account-key': azurite.key };
    return {
      open: (signal) => openPlaces(given, undefined, signal),
      async plant(name, content) {
        await azurite.client.getBlockBlobClient(`team/notes/${name}`).upload(content, Buffer.byteLength(content));
      },
      async names() {
        const names = await azurite.names('team/notes');
        return names.filter((name) => !/\.lock-[0-9a-f]+$/.test(name) && !name.startsWith('drills/'));
      },
    };
  },
  async () => azurite?.stop(),
);
