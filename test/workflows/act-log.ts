// What act writes with --json, one object on a line, as what a person would see of the run.

export interface StepRun {
  readonly job: string;
  readonly id: string;
  /** `success` or `failure`. */
  readonly result: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly annotations: readonly Annotation[];
  /** What the step wrote into the job summary. */
  readonly summary: string;
  readonly log: string;
}

export interface Annotation {
  readonly level: string;
  readonly title: string;
  readonly message: string;
}

export interface WorkflowRun {
  readonly code: number;
  /** Job id to result. */
  readonly jobs: Readonly<Record<string, string>>;
  readonly steps: readonly StepRun[];
  /** Everything that act shows, with its masks applied. */
  readonly log: string;
  /** The step of an id. @throws Error where it did not run */
  step(id: string): StepRun;
}

/** A line of act; those of the run itself belong to no job, those around a job to no step. */
interface Line {
  readonly msg?: string;
  readonly jobID?: string;
  readonly stepID?: readonly string[];
  readonly stage?: string;
  readonly stepResult?: string;
  readonly jobResult?: string;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly kvPairs?: Readonly<Record<string, string>> | null;
  readonly content?: string;
}

interface Draft {
  readonly job: string;
  readonly id: string;
  result: string;
  readonly outputs: Record<string, string>;
  readonly annotations: Annotation[];
  summary: string;
  log: string;
}

export function readRun(stdout: string, stderr: string, code: number): WorkflowRun {
  const jobs: Record<string, string> = {};
  const steps = new Map<string, Draft>();
  const shown: string[] = [];
  for (const raw of stdout.split('\n')) {
    const line = parse(raw);
    shown.push((line.msg ?? '').trimEnd());
    if (line.jobID && line.jobResult) jobs[line.jobID] = line.jobResult;
    const id = line.stepID?.[0];
    if (line.jobID && id !== undefined) take(stepOf(steps, line.jobID, id), line);
  }
  // act says something about steps that it only prepares, too.
  const ran = [...steps.values()].filter(({ result }) => result !== '');
  const step = (id: string): StepRun => {
    const found = ran.find((candidate) => candidate.id === id);
    if (!found) throw new Error(`no step ${id} ran:\n${log}`);
    return found;
  };
  const log = [...shown, stderr].join('\n');
  return { code, jobs, steps: ran, log, step };
}

/** What is no object is a word of act itself, for people. */
function parse(raw: string): Line {
  try {
    return raw.startsWith('{') ? (JSON.parse(raw) as Line) : { msg: raw };
  } catch {
    return { msg: raw };
  }
}

function stepOf(steps: Map<string, Draft>, job: string, id: string): Draft {
  const key = `${job} ${id}`;
  const known = steps.get(key) ?? { job, id, result: '', outputs: {}, annotations: [], summary: '', log: '' };
  steps.set(key, known);
  return known;
}

function take(step: Draft, line: Line): void {
  step.log += `${(line.msg ?? '').trimEnd()}\n`;
  if (line.stepResult && line.stage === 'Main') step.result = line.stepResult;
  switch (line.command) {
    case 'set-output':
      step.outputs[line.name ?? ''] = line.arg ?? '';
      break;
    case 'summary':
      step.summary += line.content ?? '';
      break;
    case 'error':
    case 'warning':
    case 'notice':
      step.annotations.push({ level: line.command, title: line.kvPairs?.['title'] ?? '', message: line.arg ?? '' });
  }
}
