import type { ReleaseReceipt } from '../src/receipt.ts';

const commit = '4f2c0d9b8a7e6f5d4c3b2a190807060504030201';
/** A release that went well, and had nothing to back up or to migrate. */
export const receipt: ReleaseReceipt = {
  project: 'notes',
  environment: 'production',
  version: commit,
  commit,
  previousVersion: '9a8b7c6d5e4f30211203948576a7b8c9d0e1f203',
  outcome: 'released',
  reason: '',
  live: 'green',
  images: {},
  scan: {},
  backup: undefined,
  migration: undefined,
  requests: 412,
  failed: 0,
  lastOldMs: -12,
  firstNewMs: 7,
  switchedAt: '2030-01-01T12:00:00Z',
  outageMs: 0,
  identity: '',
  undo: '',
  steps: [],
  timeline: [],
  rollbackCommand: '',
};
