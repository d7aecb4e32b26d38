import type { Module } from '#core/module.ts';
import { seedIncidents } from './demonstration-incidents/seed-incidents.ts';
import { districtRoutes } from './districts/district-routes.tsx';
import { evidenceHomeSection } from './evidence-home-section.tsx';
import { evidencePaths } from './paths.ts';
import { importPoliceCommand } from './police-imports/import-police-command.ts';
import { importTask } from './police-imports/import-task.ts';
import { policeImportRoutes } from './police-imports/police-import-routes.tsx';
import { trendRoutes } from './trends/trend-routes.tsx';

/** Know what is happening, where and when. */
export const evidence: Module = {
  name: 'evidence',
  navigation: [
    { text: 'What is happening', href: evidencePaths.trend(), permission: 'evidence.read' },
    { text: 'Districts', href: evidencePaths.districts(), permission: 'evidence.read' },
    { text: 'Loaded data', href: evidencePaths.imports(), permission: 'evidence.read' },
  ],
  workspaceRoutes(app, service) {
    trendRoutes(app, service);
    districtRoutes(app, service);
    policeImportRoutes(app, service);
  },
  homeSection: { permission: 'evidence.read', section: evidenceHomeSection },
  tasks: (service) => [importTask(service)],
  commands: [importPoliceCommand],
  seedDemonstration: seedIncidents,
};
