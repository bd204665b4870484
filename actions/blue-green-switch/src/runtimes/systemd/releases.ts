import { createReadStream } from 'node:fs';
import { Failure } from '@slipway/action';
import type { Color } from '@slipway/docker';
import { lastLines, ProgramFailure, pipe, type Shell } from '@slipway/shell';
import { type Packed, refused } from './artifact.ts';
import {
  linkScript,
  linksScript,
  listScript,
  lookScript,
  markerFile,
  outside,
  pruneScript,
  torn,
  unreadable,
  uploadScript,
} from './scripts.ts';

export type Link = Color | 'current';

/** Name of a link to the id of its release; `?` where it leads elsewhere, `!` for something that is no link. */
export type Links = Readonly<Partial<Record<Link, string>>>;

/** What stands under the name of a release: nothing, a folder that no upload made, or the digest of the upload. */
export type Found = 'gone' | 'foreign' | (string & {});

const uploadDeadline = 1_800_000;

/** The folder of an application on the server: releases by id, and links to them. */
export interface Releases {
  readonly root: string;
  links(): Promise<Links>;
  /** The links, and what a program said in the same moment. */
  linksAnd(argv: readonly string[], env: Readonly<Record<string, string>>): Promise<{ links: Links; said: string }>;
  look(id: string): Promise<Found>;
  /** @throws Failure `artifact-refused`, `runtime-failed` */
  upload(id: string, packed: Packed): Promise<void>;
  link(name: Link, id: string): Promise<void>;
  /** Removes uploaded releases but those in `keep` and those that a link leads to. @returns the ids that went */
  prune(keep: readonly string[]): Promise<string[]>;
}

export function releasesIn(shell: Shell, root: string): Releases {
  const run = (text: string, ...args: readonly string[]): ReturnType<Shell['run']> => shell.run(['sh', '-c', text, 'sh', root, ...args]);
  const linksAnd: Releases['linksAnd'] = async (argv, env) => {
    const { stdout } = await shell.run(['sh', '-c', linksScript, 'sh', root, ...argv], { env, deadline: 30_000 });
    const end = argv.length > 0 ? stdout.search(/^\n/m) : -1;
    const [lines, said] = end < 0 ? [stdout, ''] : [stdout.slice(0, end), stdout.slice(end + 1)];
    return { links: parseLinks(lines), said };
  };
  const links = async (): Promise<Links> => (await linksAnd([], {})).links;
  return {
    root,
    links,
    linksAnd,
    look: async (id) => (await run(lookScript, id, markerFile)).stdout.trim(),
    async upload(id, packed) {
      const program = shell.start(['sh', '-c', uploadScript, 'sh', root, id, packed.digest, markerFile], {
        title: `upload of ${id}`,
        deadline: uploadDeadline,
      });
      await pipe(createReadStream(packed.file), program).catch((error: unknown) => {
        throw error instanceof ProgramFailure ? uploadFailure(error, id, shell.where) : error;
      });
    },
    link: async (name, id) => void (await run(linkScript, name, id)),
    async prune(keep) {
      const ours = (await run(listScript, markerFile)).stdout.split('\n').filter(Boolean);
      const expired = expiredReleases(ours, keep, await links());
      if (expired.length > 0) await shell.run(['sh', '-c', pruneScript, 'sh', root, ...expired], { deadline: 300_000 });
      return expired;
    },
  };
}

export function parseLinks(text: string): Links {
  const pairs = text.split('\n').flatMap((line) => {
    const [, name, id] = /^(blue|green|current) (.+)$/.exec(line) ?? [];
    return name && id ? [[name, id] as const] : [];
  });
  return Object.fromEntries(pairs);
}

/** By name, never by age: a folder's times say nothing about which release served. */
export function expiredReleases(ours: readonly string[], keep: readonly string[], links: Links): string[] {
  const needed = new Set([...keep, ...Object.values(links)]);
  return ours.filter((id) => !needed.has(id));
}

function uploadFailure(error: ProgramFailure, id: string, where: string): Failure {
  const said = lastLines(error.stderr, 3);
  if (error.code === outside)
    return refused(
      `The artifact of ${id} holds what a release must not: ${said}.`,
      'Only files, folders and links that stay inside of it; a virtual environment of Python by `python -m venv --copies`, or made on the server.',
    );
  if (error.code === unreadable) return refused(`The artifact of ${id} is no .tar.gz that tar can read: ${said}.`, 'Pack it anew.');
  const what = error.code === torn ? said : said || `exit code ${error.code}`;
  return new Failure('runtime-failed', `Release ${id} did not come onto ${where}: ${what}.`, {
    state: 'Nothing of it is left there.',
    hint: 'Run it again; look at free space on the server: df.',
    cause: error,
  });
}
