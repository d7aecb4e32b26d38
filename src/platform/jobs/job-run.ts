/** One piece of work that outlives the request which asked for it. */
export type JobRun = {
  id: string;
  task: string;
  title: string;
  actor: string;
  state: 'queued' | 'running' | 'done' | 'failed';
  /** What is being done now, in words. */
  step: string;
  /** How far, in whatever the step counts; total 0 while that is not known. */
  done: number;
  total: number;
  /** How it ended, in words. */
  message: string | null;
  /** Where its result is. */
  resultPath: string | null;
  queuedAt: Date;
  finishedAt: Date | null;
};

export type JobOutcome = { message: string; resultPath: string };

/** The work cannot be done as asked, and trying again would not help. The message is for its asker. */
export class JobRefused extends Error {
  readonly resultPath: string | undefined;

  constructor(message: string, resultPath?: string) {
    super(message);
    this.resultPath = resultPath;
  }
}

export type JobContext = {
  runId: string;
  /** Who asked, as the trace names them. */
  actor: string;
  progress(step: string, done?: number, total?: number): Promise<void>;
  /** Aborted when the service is stopping; the job is taken up again at the next start. */
  signal: AbortSignal;
};

/** A kind of job. It may be run again from the start after a crash, so it must end the same. */
export type Task = {
  name: string;
  run(payload: unknown, context: JobContext): Promise<JobOutcome>;
};
