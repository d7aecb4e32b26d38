import type { Module } from '#core/module.ts';
import { areaRoutes } from './areas/area-routes.tsx';
import { areaKind } from './areas/freeze-area.ts';
import { coverageRoutes } from './coverage/coverage-routes.tsx';
import { coverageKind } from './coverage/freeze-coverage.ts';
import { definitionRoutes } from './definition/definition-routes.tsx';
import { seedIncidents } from './demonstration-incidents/seed-incidents.ts';
import { districtRoutes } from './districts/district-routes.tsx';
import { districtsKind } from './districts/freeze-districts.ts';
import { evidenceHomeSection } from './evidence-home-section.tsx';
import { countImportRoutes } from './count-imports/count-import-routes.tsx';
import { importCountsCommand } from './count-imports/import-counts-command.ts';
import { seriesKind } from './partner-counts/freeze-series.ts';
import { partnerCountRoutes } from './partner-counts/partner-count-routes.tsx';
import { seedCounts } from './count-imports/seed-counts.ts';
import { evidencePaths } from './paths.ts';
import { placeSplitCodesTask } from './placed-counts/place-split-codes-task.ts';
import { importPoliceCommand } from './police-imports/import-police-command.ts';
import {
  listImportsCommand,
  withdrawImportCommand,
} from './police-imports/import-versions-commands.ts';
import { importTask } from './police-imports/import-task.ts';
import { backtestCommand } from './hotspots/backtest-command.ts';
import { backTestKind, mapKind } from './hotspots/freeze-map.ts';
import { hotspotRoutes } from './hotspots/hotspot-routes.tsx';
import { mapDownloadRoutes } from './hotspots/map-download-routes.ts';
import { worseKind } from './hotspots/worse/freeze-worse.ts';
import { worseRoutes } from './hotspots/worse/worse-routes.tsx';
import { hotspotsCommand } from './hotspots/hotspots-command.ts';
import { policeImportRoutes } from './police-imports/police-import-routes.tsx';
import { localStatisticsCommand } from './statistics-command/local-statistics-command.ts';
import { partRoutes } from './trends/part-routes.tsx';
import { partKind } from './trends/freeze-part.ts';
import { trendKind } from './trends/freeze-trend.ts';
import { seedTrendFindings } from './trends/seed-trend-findings.ts';
import { trendRoutes } from './trends/trend-routes.tsx';

/** Know what is happening, where and when. */
export const evidence: Module = {
  name: 'evidence',
  navigation: [
    { text: 'What is happening', href: evidencePaths.trend(), permission: 'evidence.read' },
    { text: 'What has become worse', href: evidencePaths.worse(), permission: 'evidence.read' },
    { text: 'Where it happens', href: evidencePaths.hotspots(), permission: 'evidence.read' },
    { text: 'Districts', href: evidencePaths.districts(), permission: 'evidence.read' },
    { text: 'Find an area', href: evidencePaths.areas(), permission: 'evidence.read' },
    { text: 'Partners’ counts', href: evidencePaths.partnerCounts(), permission: 'evidence.read' },
    { text: 'Coverage', href: evidencePaths.coverage(), permission: 'evidence.read' },
    { text: 'The definition', href: evidencePaths.definition(), permission: 'evidence.read' },
    { text: 'Loaded data', href: evidencePaths.imports(), permission: 'evidence.read' },
  ],
  workspaceRoutes(app, service) {
    trendRoutes(app, service);
    partRoutes(app, service);
    districtRoutes(app, service);
    areaRoutes(app, service);
    hotspotRoutes(app, service);
    mapDownloadRoutes(app, service);
    worseRoutes(app, service);
    coverageRoutes(app, service);
    policeImportRoutes(app, service);
    countImportRoutes(app, service);
    partnerCountRoutes(app, service);
    definitionRoutes(app, service);
  },
  homeSection: { permission: 'evidence.read', section: evidenceHomeSection },
  figures: [
    trendKind,
    partKind,
    districtsKind,
    areaKind,
    mapKind,
    backTestKind,
    worseKind,
    seriesKind,
    coverageKind,
  ],
  tasks: (service) => [importTask(service), placeSplitCodesTask(service)],
  commands: [
    importPoliceCommand,
    importCountsCommand,
    withdrawImportCommand,
    listImportsCommand,
    localStatisticsCommand,
    hotspotsCommand,
    backtestCommand,
  ],
  async seedDemonstration(service) {
    await seedIncidents(service);
    await seedCounts(service);
    await seedTrendFindings(service);
  },
};
