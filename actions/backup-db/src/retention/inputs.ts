import type { InputSpec } from '@slipway/action';

/** What the contract says of retention. The names and their meaning are those of `restic forget`. */
export const keepInputs = {
  'keep-last': {
    type: 'string',
    description: 'Keep so many of the newest backups. Every keep-* is a whole number or `unlimited`, and over the one in `config`.',
    example: '10',
  },
  'keep-hourly': { type: 'string', description: 'Keep the newest of each of the last so many hours that have one.', example: '24' },
  'keep-daily': {
    type: 'string',
    description: 'Keep the newest of each of the last so many days that have one. Where no keep-* is given: 7.',
    example: '7',
  },
  'keep-weekly': {
    type: 'string',
    description: 'Keep the newest of each of the last so many weeks, Monday to Sunday. Where no keep-* is given: 4.',
    example: '4',
  },
  'keep-monthly': {
    type: 'string',
    description: 'Keep the newest of each of the last so many months. Where no keep-* is given: 12.',
    example: '12',
  },
  'keep-yearly': { type: 'string', description: 'Keep the newest of each of the last so many years.', example: '3' },
  'keep-within': { type: 'string', description: 'Keep every backup made within this time before the newest.', example: '1y6m14d12h' },
  'keep-within-hourly': { type: 'string', description: 'Keep the newest of each hour within this time before the newest.', example: '2d' },
  'keep-within-daily': { type: 'string', description: 'Keep the newest of each day within this time before the newest.', example: '14d' },
  'keep-within-weekly': { type: 'string', description: 'Keep the newest of each week within this time before the newest.', example: '2m' },
  'keep-within-monthly': {
    type: 'string',
    description: 'Keep the newest of each month within this time before the newest.',
    example: '1y',
  },
  'keep-within-yearly': { type: 'string', description: 'Keep the newest of each year within this time before the newest.', example: '10y' },
  'keep-tag': { type: 'lines', description: 'Keep every backup with this tag.', example: 'audit' },
  'min-keep': {
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    description: 'So many of the newest proven backups stay whatever keep-* says, over the one in `config`; else 3.',
    example: '3',
  },
  prune: {
    type: 'boolean',
    description:
      'Mode backup: remove what keep-* does not keep, once the new backup is proven; over the one in `config`, else false. Mode prune removes without a backup.',
    example: 'true',
  },
  'allow-prune': {
    type: 'integer',
    minimum: 1,
    maximum: 100,
    description:
      'Percent of the backups of a database that one run may remove, over the one in `config`; else 50. Where more would go, nothing goes.',
    example: '90',
  },
} as const satisfies Readonly<Record<string, InputSpec>>;
