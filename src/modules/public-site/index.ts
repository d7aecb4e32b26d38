import type { Module } from '#core/module.ts';
import { adviceHomeSection } from './advice-home-section.tsx';
import { publicSiteRoutes } from './public-site-routes.tsx';

/** Help and information for everybody. */
export const publicSite: Module = {
  name: 'public-site',
  publicRoutes: publicSiteRoutes,
  homeSection: { permission: 'workspace.enter', section: adviceHomeSection },
};
