import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** How to start the browser of this machine. Throws, saying what to do, where there is none. */
export function chromiumOptions(): { executablePath: string; args: string[] } {
  const executablePath = places.find((place) => existsSync(place));
  if (executablePath === undefined) {
    throw new Error('There is no Chromium here. Install it with: sudo apt-get install chromium');
  }
  // Chromium refuses its sandbox to root, which is who runs tests in many containers.
  return { executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] };
}
