import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '#platform/project-root.ts';

/** The fault tests run the service as it is shipped, so it is built before the first of them. */
export function setup(): void {
  execFileSync(join(projectRoot, 'bin', 'prepare'), { stdio: 'inherit' });
}
