import type * as Options from './moj-component-options.ts';
import { mojComponent } from './official-component.ts';

export const Alert = mojComponent<Options.AlertOptions>('alert');
export const Badge = mojComponent<Options.BadgeOptions>('badge');
export const Filter = mojComponent<Options.FilterOptions>('filter');
export const IdentityBar = mojComponent<Options.IdentityBarOptions>('identity-bar');
export const PrimaryNavigation =
  mojComponent<Options.PrimaryNavigationOptions>('primary-navigation');
export const Search = mojComponent<Options.SearchOptions>('search');
export const SideNavigation = mojComponent<Options.SideNavigationOptions>('side-navigation');
export const SubNavigation = mojComponent<Options.SubNavigationOptions>('sub-navigation');
export const Timeline = mojComponent<Options.TimelineOptions>('timeline');
