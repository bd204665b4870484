import { readText, removeFiles, replaceFile, type Shell } from '@slipway/shell';

/** A container of the stack as the team started it. */
export interface OriginalContainer {
  readonly id: string;
  readonly name: string;
  readonly service: string;
  /** Restart policy, as `docker update` takes it. */
  readonly restart: string;
  /** Services that it depends on. */
  readonly after: readonly string[];
  /** Seconds that it gets to end by itself. */
  readonly grace: number;
}

/** The stack that was taken over: what `give-back` restores, and what a run that finds a takeover in the middle goes on with. */
export interface Original {
  /** `taking`: users may still be on the original; `taken`: they are not; `returning`: they may be on it again. */
  readonly phase: 'taking' | 'taken' | 'returning';
  readonly version: string;
  /** Service to the image that it ran, by a name that this engine resolves. */
  readonly images: Readonly<Record<string, string>>;
  /** Tags of ours and the images that they keep from being pruned. */
  readonly tags: Readonly<Record<string, string>>;
  readonly containers: readonly OriginalContainer[];
  /** Ports that it published: `address` is empty for all. */
  readonly held: readonly { readonly port: number; readonly address: string }[];
  /** Published port to the router's port beside it. */
  readonly beside: Readonly<Record<number, number>>;
}

function fileOf(state: string): string {
  return `${state}/original.json`;
}

export async function readRecord(shell: Shell, state: string): Promise<Original | undefined> {
  const text = await readText(shell, fileOf(state));
  return text === undefined ? undefined : (JSON.parse(text) as Original);
}

export async function writeRecord(shell: Shell, state: string, original: Original): Promise<Original> {
  await replaceFile(shell, fileOf(state), `${JSON.stringify(original, null, 1)}\n`, '600');
  return original;
}

export async function forgetRecord(shell: Shell, state: string): Promise<void> {
  await removeFiles(shell, fileOf(state));
}
