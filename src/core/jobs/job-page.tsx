import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { Progress, ProgressFragment, type ProgressProps } from '#design-system/progress.tsx';
import type { JobRun } from '#platform/jobs/job-run.ts';
import { jobPath, jobProgressPath } from './paths.ts';

/** How far a piece of work is. It can be left and come back to. */
export function JobPage({ job }: { job: JobRun }) {
  const isOver = job.state === 'done' || job.state === 'failed';
  return (
    <WorkspacePage
      title={isOver ? `${job.title}: ${states[job.state]}` : job.title}
      refreshSeconds={isOver ? undefined : 2}
    >
      <h1 class="govuk-heading-l">
        {job.title}
        {isOver && `: ${states[job.state]}`}
      </h1>
      <Progress
        {...progressOf(job)}
        fragmentHref={jobProgressPath(job.id)}
        pageHref={jobPath(job.id)}
      />
    </WorkspacePage>
  );
}

/** The moving part of the page alone. */
export function JobProgress({ job }: { job: JobRun }) {
  return <ProgressFragment {...progressOf(job)} />;
}

const states = {
  queued: 'waiting',
  running: 'working',
  done: 'finished',
  failed: 'failed',
} as const;

function progressOf(job: JobRun): ProgressProps {
  return {
    state: states[job.state],
    step: job.step,
    done: job.done,
    total: job.total === 0 ? undefined : job.total,
    unit: job.total === 1 ? 'step' : 'steps',
    outcome: job.message ?? undefined,
    next:
      job.resultPath === null
        ? undefined
        : {
            href: job.resultPath,
            text: job.state === 'failed' ? 'Go back and try again' : 'See the result',
          },
  };
}
