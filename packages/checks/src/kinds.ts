import type { Kind } from './kind.ts';

/** Every kind besides HTTP by the scheme of its addresses; each is loaded when it is used. */
export const kinds: Readonly<Record<string, () => Promise<Kind>>> = {};
