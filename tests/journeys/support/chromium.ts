import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Chromium refuses its sandbox to root, which is who runs tests in many containers. */
const inContainers = ['--no-sandbox', '--disable-dev-shm-usage'];

/** The interactive map draws with WebGL, which is left to the processor where there is no graphics card. */
const withoutGraphicsCard = '--enable-unsafe-swiftshader';

/** How to start the browser of this machine. Throws, saying what to do, where there is none. */
export function chromiumOptions(): { executablePath: string; args: string[] } {
  const executablePath = places.find((place) => existsSync(place));
  if (executablePath === undefined) {
    throw new Error('There is no Chromium here. Install it with: sudo apt-get install chromium');
  }
  return { executablePath, args: [...inContainers, withoutGraphicsCard] };
}
