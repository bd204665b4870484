import { filesTool } from '../files-tool.ts';
import type { Tool } from '../tool.ts';
import { folder } from './folder.ts';

export const tool: Tool = filesTool(folder);
