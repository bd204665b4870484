import { describe, expect, test } from '@jest/globals';
import { type Address, parseAddress } from '../../src/stores/address.ts';

const s3 = { kind: 's3', endpoint: undefined, region: undefined, style: undefined } as const;
const good: readonly [string, Address][] = [
  ['/var/backups/notes', { kind: 'folder', path: '/var/backups/notes', runner: false }],
  ['/with space/and?sign', { kind: 'folder', path: '/with space/and?sign', runner: false }],
  ['file:///srv/my%20backups', { kind: 'folder', path: '/srv/my backups', runner: true }],
  ['sftp://backup@nas.example.com:2222/srv/b', { kind: 'sftp', host: 'nas.example.com', port: 2222, username: 'backup', path: '/srv/b' }],
  ['sftp://[fd00::1]/srv/b', { kind: 'sftp', host: 'fd00::1', port: 22, username: undefined, path: '/srv/b' }],
  ['s3://bucket', { ...s3, bucket: 'bucket', prefix: '' }],
  ['s3://my.bucket/team/notes/', { ...s3, bucket: 'my.bucket', prefix: 'team/notes' }],
  [
    's3://b1c/n?endpoint=minio.example.com:9000&region=eu-central-1&style=virtual',
    { kind: 's3', bucket: 'b1c', prefix: 'n', endpoint: 'https://minio.example.com:9000', region: 'eu-central-1', style: 'virtual' },
  ],
  ['azure://notes1/prod', { kind: 'azure', account: 'notes1', container: 'prod', prefix: '', endpoint: undefined }],
  [
    'azure://notes1/prod-1/team/notes/?endpoint=http://127.0.0.1:10000/notes1',
    { kind: 'azure', account: 'notes1', container: 'prod-1', prefix: 'team/notes', endpoint: 'http://127.0.0.1:10000/notes1' },
  ],
  ['artifact://', { kind: 'artifact', retentionDays: undefined }],
  ['artifact://?retention-days=30', { kind: 'artifact', retentionDays: 30 }],
  ['artifact:///?retention-days=400', { kind: 'artifact', retentionDays: 400 }],
];

const bad: readonly [string, RegExp][] = [
  ['backups', /is not an absolute path/],
  ['ftp://host/path', /no address that is known/],
  ['~/backups', /is not an absolute path/],
  ['sftp://nas.example.com', /needs a host and a folder/],
  ['sftp://backup:hunter2@nas.example.com/b', /^holds a password: an address is shown/],
  ['s3://key:hunter2@bucket/n', /^holds a password/],
  ['s3://key@bucket/n', /holds a user/],
  ['s3:///n', /needs a bucket|no address/],
  ['s3://Bucket_/n', /needs a bucket/],
  ['s3://bucket/n?endpiont=x', /knows no endpiont/],
  ['s3://bucket/n?style=both', /neither path nor virtual/],
  ['s3://bucket/n?endpoint=ftp://x', /no http address/],
  ['azure://notes1', /needs a container/],
  ['azure://notes1/a--b', /needs a container/],
  ['azure://notes-1/prod', /needs a storage account/],
  ['azure://notes1:hunter2@x/prod', /^holds a password/],
  ['azure://key@notes1/prod', /holds a user/],
  ['azure://notes1/prod?sv=2024&sig=hunter2', /^holds a signature/],
  ['azure://notes1/prod?region=x', /knows no region/],
  ['azure://notes1/prod?endpoint=ftp://x', /no http address/],
  ['artifact:', /is not an absolute path/],
  ['artifact://notes', /^names a place/],
  ['artifact:///notes', /^names a place/],
  ['artifact://me:hunter2@notes', /^holds a password/],
  ['artifact://?days=3', /knows no days, only retention-days/],
  ['artifact://?retention-days=0', /no number from 1 to 400/],
  ['artifact://?retention-days=401', /no number from 1 to 400/],
  ['artifact://?retention-days=3.5', /no number from 1 to 400/],
];

describe('a destination', () => {
  test.each(good)('%s', (line, address) => {
    expect(parseAddress(line)).toEqual(address);
  });

  test.each(bad)('%s is refused, and what it holds is not repeated', (line, problem) => {
    const read = parseAddress(line) as { readonly problem: string };
    expect(read.problem).toMatch(problem);
    expect(read.problem).not.toContain('hunter2');
  });
});
