import type { Module } from '#core/module.ts';
import { publicSiteRoutes } from './public-site-routes.tsx';

/** Help and information for everybody. */
export const publicSite: Module = { name: 'public-site', publicRoutes: publicSiteRoutes };
