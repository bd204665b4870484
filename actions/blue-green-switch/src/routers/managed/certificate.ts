import { Failure } from '@slipway/action';
import { readText, removeFiles, replaceFile, type Shell } from '@slipway/shell';
import { talk } from '../haproxy/socket.ts';
import type { Place } from './place.ts';

/**
 * The certificate is copied on the server itself: its key is never on the runner. `take SOURCE` says `taken` or `same`; `put_back` undoes it. Root may
 * call them too, from the hook of what renews certificates, and leaves the files to the user.
 */
const functions = [
  'take() { if [ ! -r "$1" ]; then echo "$1 is not there, or not readable for $(id -un)" >&2; return 1; fi',
  '  if cmp -s "$1" certificate.pem; then echo same; return 0; fi; rm -f certificate.before certificate.next',
  '  cat -- "$1" > certificate.next && chmod 600 certificate.next && chown --reference=. certificate.next && sync certificate.next || return 1',
  '  if [ -e certificate.pem ]; then ln certificate.pem certificate.before || return 1; fi',
  '  mv -fT certificate.next certificate.pem && echo taken; }',
  'put_back() { if [ -e certificate.before ]; then mv -fT certificate.before certificate.pem; else rm -f certificate.pem; fi; }',
].join('\n');

/** Beside it: the source's path in `certificate.source`, the container's name in `container`. */
const renewal = [
  '#!/bin/sh',
  '# Written by Slipway: takes a renewed certificate over without a gap. Safe to repeat.',
  'set -u; umask 077; cd "$(dirname "$0")" || exit 1',
  'IFS= read -r source < certificate.source; IFS= read -r container < container',
  functions,
  talk,
  'said=$(take "$source") || exit 1; [ "$said" = taken ] || exit 0',
  'if docker exec --user "$(stat -c %u:%g .)" "$container" haproxy -c -q -f "$PWD"; then socket=$PWD/master.sock; talk reload > /dev/null; said=$?; rm -f certificate.before; exit $said; fi',
  'put_back; echo "HAProxy refuses $source; the certificate before stays" >&2; exit 1',
  '',
].join('\n');

/**
 * Takes the certificate over. @returns whether it is another one than before
 * @throws Failure `router-setup` where it cannot be read
 */
export async function takeCertificate(shell: Shell, place: Place, source: string): Promise<boolean> {
  const run = ['sh', '-c', `set -u; umask 077; cd "$1" || exit 1\n${functions}\ntake "$2"`, 'sh', place.directory, source];
  const { code, stdout, stderr } = await shell.run(run, { allowFailure: true });
  if (code !== 0) {
    throw new Failure('router-setup', `The certificate cannot be used on ${shell.where}: ${stderr.trim()}.`, {
      state: 'Nothing was changed.',
      hint: 'tls-certificate is one PEM file with certificate, chain and private key that the deploying user may read, like tls-certificate: /etc/slipway/notes.pem.',
    });
  }
  return stdout.trim() === 'taken';
}

/** The certificate serves: writes down how it is renewed without a release. */
export async function keepRenewal(shell: Shell, { directory, container }: Place, source: string): Promise<void> {
  const files: [name: string, text: string, mode: string][] = [
    ['certificate.source', `${source}\n`, '600'],
    ['container', `${container}\n`, '600'],
    ['renew-certificate.sh', renewal, '700'],
  ];
  for (const [name, text, mode] of files) {
    const path = `${directory}/${name}`;
    if ((await readText(shell, path)) !== text) await replaceFile(shell, path, text, mode);
  }
  await removeFiles(shell, `${directory}/certificate.before`);
}

export async function putCertificateBack(shell: Shell, place: Place): Promise<void> {
  await shell.run(['sh', '-c', `set -u; cd "$1" || exit 1\n${functions}\nput_back`, 'sh', place.directory], { allowFailure: true });
}
