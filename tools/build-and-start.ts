// What bin/dev runs again at every change: the same build and the same service as bin/start.
import { join } from 'node:path';
import { projectRoot } from '#platform/project-root.ts';
import './build.ts';

await import(join(projectRoot, 'dist', 'main.js'));
