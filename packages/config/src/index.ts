export { parseConfig, settingsFor } from './config.ts';
export type { Config, ImageConfig, Settings } from './schema.ts';
