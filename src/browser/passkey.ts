import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';

const failed = 'The passkey was not used. Try again, or continue in another way on this page.';
const unreachable = 'The service could not be reached. Try again in a moment.';

class Unreachable extends Error {}

/** Shows every form that a passkey fills in, where the browser knows passkeys. */
export function startPasskeys(): void {
  if (!browserSupportsWebAuthn()) return;
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) start(form);
}

function start(form: HTMLFormElement): void {
  const problem = form.querySelector<HTMLElement>('[data-passkey-problem]');
  const button = form.querySelector<HTMLButtonElement>('button');
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (button?.disabled === true) return;
    if (button !== null) button.disabled = true;
    if (problem !== null) problem.textContent = '';
    fill(form)
      // Submitted past this listener, with what the passkey answered.
      .then(() => form.submit())
      .catch((reason: unknown) => {
        if (problem !== null)
          problem.textContent = reason instanceof Unreachable ? unreachable : failed;
        if (button !== null) button.disabled = false;
      });
  });
}

async function fill(form: HTMLFormElement): Promise<void> {
  const { attempt, options } = await readChallenge(form.dataset['passkeyChallenge'] ?? '');
  const answer =
    form.dataset['passkey'] === 'new'
      ? await startRegistration({ optionsJSON: options })
      : await startAuthentication({ optionsJSON: options });
  setField(form, 'attempt', attempt);
  setField(form, 'answer', JSON.stringify(answer));
}

type HandedOut = {
  attempt: string;
  options: Parameters<typeof startRegistration>[0]['optionsJSON'];
};

async function readChallenge(path: string): Promise<HandedOut> {
  const response = await fetch(path, {
    method: 'POST',
    body: new URLSearchParams(),
    redirect: 'error',
  }).catch(() => undefined);
  if (response?.ok !== true) throw new Unreachable();
  return (await response.json()) as HandedOut;
}

function setField(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}
