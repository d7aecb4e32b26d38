import type { Module } from '#core/module.ts';
import { draftTermsRoutes } from './draft-terms-routes.tsx';
import { draftWordsRoutes } from './draft-words-routes.tsx';
import { partyRoutes } from './party-routes.tsx';
import { sharingPaths } from './paths.ts';
import { proposalRoutes } from './proposal-routes.tsx';
import { registerRoutes } from './register-routes.tsx';
import { seedAgreement } from './seed-agreement.ts';
import { sharingHomeSection } from './sharing-home-section.tsx';

/** Agreements between agencies, and what the law lets them share. */
export const informationSharing: Module = {
  name: 'information-sharing',
  navigation: [
    { text: 'Sharing agreements', href: sharingPaths.register(), permission: 'agreement.read' },
  ],
  workspaceRoutes(app, service) {
    registerRoutes(app, service);
    draftWordsRoutes(app, service);
    draftTermsRoutes(app, service);
    proposalRoutes(app, service);
    partyRoutes(app, service);
  },
  homeSection: { permission: 'agreement.sign', section: sharingHomeSection },
  seedDemonstration: seedAgreement,
};
