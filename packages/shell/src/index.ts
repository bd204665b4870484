export { createFile, homeFolder, makeFolder, readText, removeFiles, replaceFile } from './files.ts';
export type { SshOptions } from './identity.ts';
export { childEnvironment, localShell } from './local.ts';
export { openShell } from './open.ts';
export { pipe, type Stage } from './pipe.ts';
export { ProgramFailure } from './process.ts';
export type { Address, Finished, Running, RunOptions, Shell, StartOptions } from './shell.ts';
export { openSsh } from './ssh.ts';
export { commandLine, lastLines } from './text.ts';
