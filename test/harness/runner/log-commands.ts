import type { Masks } from './masks.ts';

export interface RunnerAnnotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
}

/** Any other word between the colons is text to the runner. Those of the second line it refuses, or obeys no longer. */
const known = [
  'add-mask',
  'stop-commands',
  'debug',
  'group',
  'endgroup',
  'error',
  'warning',
  'notice',
  'echo',
  'add-matcher',
  'remove-matcher',
];
const refused = ['set-env', 'add-path', 'set-output', 'save-state'];

/** More of a level than this stand in the log only. */
const annotationsPerLevel = 10;
const messageLimit = 4096;

/** Reads a step's output line by line, as the runner does: commands act, and everything is masked with what is known at that moment. */
export class LogReader {
  /** What people see in the log: masked, commands taken out. */
  readonly log: string[] = [];
  readonly annotations: RunnerAnnotation[] = [];
  /** Titles of groups, in order. */
  readonly groups: string[] = [];
  readonly debug: string[] = [];
  /** Commands that no runner obeys any more. */
  readonly refused: string[] = [];
  readonly #masks: Masks;
  #resume: string | undefined;

  constructor(masks: Masks) {
    this.#masks = masks;
  }

  read(line: string): void {
    const command = parseCommand(line);
    if (this.#resume !== undefined) {
      if (command?.name === this.#resume.toLowerCase()) this.#resume = undefined;
      else this.#show(line);
    } else if (command && known.includes(command.name)) this.#obey(command);
    else {
      if (command && refused.includes(command.name)) this.refused.push(line);
      this.#show(line);
    }
  }

  #show(text: string): void {
    this.log.push(this.#masks.apply(text));
  }

  #obey(command: Command): void {
    switch (command.name) {
      case 'add-mask':
        this.#masks.add(command.data);
        break;
      case 'stop-commands':
        this.#resume = command.data;
        break;
      case 'debug':
        this.debug.push(this.#masks.apply(command.data));
        break;
      case 'group':
        this.groups.push(this.#masks.apply(command.data));
        this.#show(command.data);
        break;
      case 'endgroup':
        break;
      case 'error':
      case 'warning':
      case 'notice':
        this.#annotate(command.name, command);
        break;
    }
  }

  #annotate(level: RunnerAnnotation['level'], command: Command): void {
    const { title, file, line } = command.properties;
    const message = this.#masks.apply(command.data);
    this.log.push(`${level}: ${message}`);
    if (this.annotations.filter((annotation) => annotation.level === level).length >= annotationsPerLevel) return;
    this.annotations.push({
      level,
      message: message.slice(0, messageLimit),
      ...(title ? { title: this.#masks.apply(title) } : {}),
      ...(file ? { file } : {}),
      ...(line ? { line: Number(line) } : {}),
    });
  }
}

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** `::name key=value,…::data` at the start of a line, or the old `##[name key=value;…]data` anywhere in it. */
export function parseCommand(line: string): Command | undefined {
  const now = /^\s*::([^ :]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::([\s\S]*)$/.exec(line);
  if (now) return { name: (now[1] ?? '').toLowerCase(), properties: properties(now[2] ?? '', ','), data: unescapeData(now[3] ?? '') };
  const old = /##\[([^\] ]+)(?: ([^\]]*))?\]([\s\S]*)$/.exec(line);
  return old ? { name: (old[1] ?? '').toLowerCase(), properties: properties(old[2] ?? '', ';'), data: old[3] ?? '' } : undefined;
}

function properties(text: string, separator: string): Record<string, string> {
  const pairs = text.split(separator).map((pair) => pair.split('='));
  return Object.fromEntries(
    pairs.filter(([name]) => name?.trim()).map(([name = '', ...value]) => [name.trim(), unescapeProperty(value.join('='))]),
  );
}

function unescapeProperty(text: string): string {
  return unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
