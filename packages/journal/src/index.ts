export { type Entry, isConfirmed, Journal, type Phase, parseEntries, phaseOf, type Transaction, transactions } from './journal.ts';
export { describe, type Lease, type LeaseOptions, type Owner, takeLease } from './lease.ts';
export { openSession, type Session, type SessionOptions } from './session.ts';
