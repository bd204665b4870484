import type { Annotation } from './contract.ts';
import { formatDuration } from './duration.ts';
import { redact } from './redact.ts';

/** What people read while an action works. Every line passes the redactor. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
  /** Shown only where the runner's debug log is on. */
  debug(line: string): void;
  /** A noun as title; the duration follows when the work ends. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Output of somebody else's program: no line of it can be a command to the runner. */
  untrusted(text: string): void;
  annotate(annotation: Annotation): void;
}

export interface LogOptions {
  readonly write?: (text: string) => void;
  /** A runner reads the commands; elsewhere plain lines are kinder. */
  readonly runner: boolean;
  readonly debug?: boolean;
}

/** GitHub shows ten annotations of a level for a step; the rest stays countable in the log. */
const annotationLimit = 10;

/** The runner cuts an annotation at 4096 characters; a secret must be hidden before that, not halved. */
const messageLimit = 4000;

export function createLog(options: LogOptions): Log {
  const write = options.write ?? ((text: string) => void process.stdout.write(text));
  const line = (text: string): void => write(`${redact(text)}\n`);
  const counts = new Map<string, number>();
  let depth = 0;

  const log: Log = {
    info: (text) => line(options.runner ? neutral(text) : text),
    warn: (text) => log.annotate({ level: 'warning', message: text }),
    debug: (text) => {
      if (options.debug) line(options.runner ? `::debug::${data(redact(text))}` : text);
    },
    async group(title, work) {
      const started = performance.now();
      // The runner knows no nested groups: an inner one is a heading of its outer.
      const outer = depth++ === 0;
      const heading = options.runner ? neutral(title) : title;
      line(outer && options.runner ? `::group::${data(title)}` : outer ? `> ${heading}` : `- ${heading}`);
      let how = 'took';
      try {
        return await work();
      } catch (error) {
        how = 'failed after';
        throw error;
      } finally {
        depth--;
        if (outer && options.runner) line('::endgroup::');
        line(`${outer ? '' : '  '}${heading} ${how} ${formatDuration(performance.now() - started)}`);
      }
    },
    untrusted(text) {
      if (text.trim() === '') return;
      const body = text.replace(/\n$/, '');
      if (!options.runner) return line(body);
      // The global loads its module, a fifth of Node's own start, only here.
      const token = crypto.randomUUID();
      line(`::stop-commands::${token}`);
      line(body);
      line(`::${token}::`);
    },
    annotate(annotation) {
      const count = (counts.get(annotation.level) ?? 0) + 1;
      counts.set(annotation.level, count);
      if (!options.runner || count > annotationLimit) return log.info(plain(annotation));
      const properties = { file: annotation.file, line: annotation.line, title: annotation.title };
      const given = Object.entries(properties).filter(([, value]) => value !== undefined);
      const list = given.map(([name, value]) => `${name}=${property(redact(String(value)))}`).join(',');
      line(`::${annotation.level}${list ? ` ${list}` : ''}::${data(redact(annotation.message).slice(0, messageLimit))}`);
      if (count === annotationLimit) line(`More ${annotation.level}s follow in the log only: a step shows ${annotationLimit} of them.`);
    },
  };
  return log;
}

function plain(annotation: Annotation): string {
  const place = annotation.file ? `${annotation.file}${annotation.line ? `:${annotation.line}` : ''}: ` : '';
  return `${annotation.level}: ${place}${annotation.message}`;
}

/** Our own lines may quote foreign text: a leading `::` must stay text, and so must the old `##[`, which runners obey anywhere in a line. */
function neutral(text: string): string {
  return text.replaceAll(/^(\s*)::/gm, '$1\u200b::').replaceAll('##[', '##\u200b[');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
