const usualWait = 2_000;
const longestWait = 30_000;
/** Speaking more often than this would talk over everything else. */
const quietTime = 15_000;

/** Keeps every progress block on the page up to date until its work has ended. */
export function startLiveProgress(): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-progress-url]')) follow(root);
}

function follow(root: HTMLElement): void {
  const url = root.dataset['progressUrl'];
  const fragment = root.querySelector<HTMLElement>('[data-progress-fragment]');
  if (url === undefined || fragment === null) return;
  const announce = announcer(root);
  let wait = usualWait;
  const look = async () => {
    const html = document.hidden ? undefined : await readFragment(url);
    wait = html === undefined && !document.hidden ? Math.min(wait * 2, longestWait) : usualWait;
    if (html !== undefined) fragment.innerHTML = html;
    const state =
      fragment.querySelector<HTMLElement>('[data-progress-state]')?.dataset['progressState'];
    const hasEnded = state === 'finished' || state === 'failed';
    announce(fragment.querySelector('[data-progress-summary]')?.textContent ?? '', hasEnded);
    if (hasEnded) root.querySelector('[data-progress-hint]')?.remove();
    else window.setTimeout(() => void look(), wait);
  };
  window.setTimeout(() => void look(), wait);
}

/** The new block, or undefined when the service could not be reached: the old one stays. */
async function readFragment(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { headers: { accept: 'text/html' }, redirect: 'error' });
    const html = response.ok ? await response.text() : '';
    return html.includes('data-progress-state') ? html : undefined;
  } catch {
    return undefined;
  }
}

function announcer(root: HTMLElement): (text: string, isLast: boolean) => void {
  const status = root.querySelector<HTMLElement>('[data-progress-announcement]');
  let spoken = '';
  let spokenAt = performance.now();
  return (text, isLast) => {
    const isSoon = performance.now() - spokenAt < quietTime;
    if (status === null || text === spoken || (isSoon && !isLast)) return;
    status.textContent = text;
    spoken = text;
    spokenAt = performance.now();
  };
}
