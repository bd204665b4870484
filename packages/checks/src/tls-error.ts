import { show } from './show.ts';

const certificates: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself and by nobody who is trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes without the intermediate certificates that lead to a trusted authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'comes without the intermediate certificates that lead to a trusted authority',
  CERT_REVOKED: 'was revoked',
  CERT_SIGNATURE_FAILURE: 'has a signature that is not right',
  INVALID_PURPOSE: 'is not one for a server',
  ERR_SSL_EE_KEY_TOO_SMALL: 'has a key that is too short',
  ERR_SSL_CA_MD_TOO_WEAK: 'is signed by a method that is no longer trusted',
  EE_KEY_TOO_SMALL: 'has a key that is too short',
  CA_MD_TOO_WEAK: 'is signed by a method that is no longer trusted',
};

/** Why a handshake failed, by the codes of Node and OpenSSL. */
export function tlsSentence(code: string, message: string, endpoint: string): string {
  const certificate = Object.hasOwn(certificates, code) ? certificates[code] : undefined;
  if (certificate !== undefined) return `the certificate of ${endpoint} ${certificate}`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return wrongName(message, endpoint);
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|wrong version number|packet length too long/.test(code + message)) {
    return `${endpoint} does not speak TLS`;
  }
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|unsupported protocol|protocol version/.test(code + message)) {
    return `${endpoint} speaks only versions of TLS that are too old (1.2 is the least)`;
  }
  if (/CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE|ALERT_UNKNOWN_CA|ALERT_CERTIFICATE|bad certificate|unknown ca/.test(code + message)) {
    return `${endpoint} wants a client certificate that it trusts (${code})`;
  }
  if (/UNRECOGNIZED_NAME|unrecognized name/.test(code + message)) return `${endpoint} has no certificate for that name`;
  return `TLS with ${endpoint} failed (${code}): ${show(message, 160)}`;
}

function wrongName(message: string, endpoint: string): string {
  return `the certificate of ${endpoint} is not for that name but for ${show(message.slice(message.lastIndexOf(': ') + 2), 160)}`;
}
