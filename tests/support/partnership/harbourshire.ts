import { join } from 'node:path';
import { projectRoot } from '#platform/project-root.ts';

/** A tiny partnership that does not exist, to show that the code knows no real one. */
export const harbourshireFolder = join(projectRoot, 'tests/support/partnership/harbourshire');
