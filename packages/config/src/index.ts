export { commonSettings, parseConfig, settingsFor } from './config.ts';
export { keyOf } from './keys.ts';
export { readConfig, readSettings } from './read.ts';
export type { Config, ImageConfig, Settings } from './schema.ts';
export { type ListedService, listServices } from './services.ts';
