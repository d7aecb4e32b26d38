/** How far a piece of work has come. */
export type ProgressState = 'waiting' | 'working' | 'finished' | 'failed';

export type ProgressProps = {
  state: ProgressState;
  /** What is being done now, in a few words: "Reading the files". */
  step: string;
  done: number;
  /** Not known at first. */
  total?: number | undefined;
  /** What is counted: "rows". */
  unit: string;
  /** How it ended, in a sentence, or what to do when it failed. */
  outcome?: string | undefined;
  /** Where to go when it has ended. */
  next?: { href: string; text: string } | undefined;
};

/**
 * A job's progress. It stands in a page that loads itself again (`refreshSeconds`) without
 * script; with it, the fragment at `fragmentHref` (ProgressFragment alone) replaces it live.
 */
export function Progress(props: ProgressProps & { fragmentHref: string; pageHref: string }) {
  const { fragmentHref, pageHref, ...progress } = props;
  const isOver = hasEnded(progress.state);
  return (
    <div class="app-progress" {...(isOver ? {} : { 'data-progress-url': fragmentHref })}>
      <div data-progress-fragment>
        <ProgressFragment {...progress} />
      </div>
      <p class="govuk-visually-hidden" role="status" data-progress-announcement />
      {isOver ? null : (
        <p class="govuk-body-s" data-progress-hint>
          You can leave this page. The work goes on, and you can come back to it.{' '}
          <a class="govuk-link" href={pageHref}>
            Refresh this page
          </a>
        </p>
      )}
    </div>
  );
}

/** The part that changes, for the address that script asks again and again. */
export function ProgressFragment(props: ProgressProps) {
  const { state, step, done, total, unit, outcome, next } = props;
  const isCounting = state === 'working' && (total !== undefined || done > 0);
  const amount = isCounting ? describeAmount(done, total, unit) : stateWords[state];
  return (
    <div class={`app-progress__block app-progress__block--${state}`} data-progress-state={state}>
      <p class="app-progress__step" data-progress-summary>
        <strong>{stateWords[state]}</strong> {hasEnded(state) ? outcome : step}
      </p>
      <ProgressBar state={state} done={done} total={total} label={amount} />
      {isCounting ? <p class="app-progress__amount">{amount}</p> : null}
      {next === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={next.href}>
            {next.text}
          </a>
        </p>
      )}
    </div>
  );
}

const stateWords: Record<ProgressState, string> = {
  waiting: 'Waiting to start.',
  working: 'Under way.',
  finished: 'Finished.',
  failed: 'Stopped.',
};

type ProgressBarProps = {
  state: ProgressState;
  done: number;
  total: number | undefined;
  label: string;
};

/** A progress element: its length needs no style attribute, which the CSP forbids. */
function ProgressBar({ state, done, total, label }: ProgressBarProps) {
  if (state === 'failed') return null;
  const value = state === 'finished' ? { value: 1, max: 1 } : share(done, total);
  return <progress class="app-progress__bar" aria-label={`Progress: ${label}`} {...value} />;
}

function share(done: number, total: number | undefined): { value?: number; max?: number } {
  return total === undefined || total <= 0 ? {} : { value: Math.min(done, total), max: total };
}

function describeAmount(done: number, total: number | undefined, unit: string): string {
  const shown = done.toLocaleString('en-GB');
  return total === undefined
    ? `${shown} ${unit} so far`
    : `${shown} of ${total.toLocaleString('en-GB')} ${unit}`;
}

function hasEnded(state: ProgressState): boolean {
  return state === 'finished' || state === 'failed';
}
