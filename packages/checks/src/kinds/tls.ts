import type { DetailedPeerCertificate, SecureVersion, TLSSocket } from 'node:tls';
import type { Kind } from '../kind.ts';
import { describeError } from '../probe-error.ts';
import { show } from '../show.ts';
import { flag, option, optionProblems, type PlaceRules, placeOf, placeProblems } from './place.ts';
import { ask, type Question, Refusal } from './question.ts';
import { dial, isInsecure, secure } from './socket.ts';

const rules: PlaceRules = { port: 443, example: 'tls://app.example.com:443' };
const forms = {
  'server-name': { pattern: /^[\w.:-]{1,253}$/, what: 'a name such as app.example.com' },
  'min-version': { pattern: /^1\.[23]$/, what: '1.2 or 1.3' },
  insecure: flag,
};

/** Whether a port speaks TLS with a certificate that its name, its dates and its chain make good. `insecure` looks at it and does not judge. */
export const tls: Kind = {
  conditions: ['[CONNECTED] == true', '[TLS] >= 1.2'],
  options: ['server-name', 'min-version', 'insecure'],
  check: (request) => [...optionProblems(request, tls, forms), ...placeProblems(request.url, rules)],
  probe: (request, ports) => {
    const place = placeOf(request.url, rules);
    return ask(request, ports, place, async (question) => {
      question.stage.secure = true;
      const socket = await dial(question, { host: place.host, port: place.port });
      const name = option(request, 'server-name') ?? place.host;
      const minVersion: SecureVersion = option(request, 'min-version') === '1.3' ? 'TLSv1.3' : 'TLSv1.2';
      const over = await secure(question, socket, { name, insecure: true, minVersion }).catch((error: unknown) =>
        explain(error, question, minVersion),
      );
      look(question, over);
    });
  },
};

function look(question: Question, socket: TLSSocket): void {
  const { finding, stage } = question;
  // The certificates below; the type says string or Error, and Node gives the code.
  const code = socket.authorized ? '' : String(socket.authorizationError ?? 'UNKNOWN');
  const certificate = socket.getPeerCertificate(true);
  const names = listNames(certificate.subjectaltname ?? '');
  const wrongName = { code, message: `altnames: ${names.length > 0 ? names.join(', ') : 'no name at all'}` };
  const problem =
    code === ''
      ? undefined
      : { ...describeError(code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? wrongName : { code, message: code }, stage), class: 'tls' as const };
  finding.json = {
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().standardName,
    issuer: describeName(certificate.issuer),
    subject: describeName(certificate.subject),
    names,
    validFrom: isoDate(certificate.valid_from),
    validTo: isoDate(certificate.valid_to),
    chain: lengthOf(certificate),
    authorized: problem === undefined,
    problem: problem?.message ?? '',
  };
  if (problem !== undefined && !isInsecure(question)) throw new Refusal(problem);
}

/** A server without TLS 1.3 ends the handshake with an alert, and that is what was asked. */
function explain(error: unknown, { stage }: Question, minVersion: SecureVersion): never {
  const { code } = describeError(error, stage);
  if (minVersion === 'TLSv1.2' || !/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(code)) throw error;
  const message = `${stage.endpoint} speaks TLS, and no version from ${minVersion.slice(4)} on`;
  throw new Refusal({ class: 'tls', code, message });
}

/** `DNS:a.example.com, IP Address:127.0.0.1` without the kinds. */
function listNames(text: string): readonly string[] {
  return text.split(', ').flatMap((name) => (name === '' ? [] : [show(name.slice(name.indexOf(':') + 1), 120)]));
}

function describeName(name: DetailedPeerCertificate['subject'] | undefined): string {
  const parts = Object.entries(name ?? {}).map(([key, value]) => `${key}=${[value].flat().join('+')}`);
  return show(parts.join(', '), 200);
}

function isoDate(text: string): string {
  const time = Date.parse(text);
  return Number.isFinite(time) ? new Date(time).toISOString() : '';
}

/** Certificates from the server's own to the last one known; that one names itself as its issuer. */
function lengthOf(certificate: DetailedPeerCertificate): number {
  const seen = new Set<string>();
  for (let one: DetailedPeerCertificate | undefined = certificate; one?.fingerprint256; one = one.issuerCertificate) {
    if (seen.has(one.fingerprint256)) break;
    seen.add(one.fingerprint256);
  }
  return seen.size;
}
