import type { InputSpec } from '@slipway/action';

/** What the contract says of the keys that manifests are signed with. */
export const keyInputs = {
  'signing-key': {
    type: 'text',
    secret: true,
    description: 'Ed25519 private key in PEM that signs manifests and proofs. It must not be in the destination.',
    example: '${{ secrets.SIGNING_KEY }}',
  },
  'verify-key': {
    type: 'text',
    description:
      'Ed25519 public keys in PEM, or the one line inside: a backup counts, and can be restored, only if one of them signed it. Over the one in `config`; else that of signing-key, else nothing is asked.',
    example: 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=',
  },
} as const satisfies Readonly<Record<string, InputSpec>>;
