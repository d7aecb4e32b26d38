import {
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from 'govuk-frontend';
import { Alert } from '@ministryofjustice/frontend/moj/components/alert/alert.mjs';
import { startAreaMaps } from './area-map.ts';
import { LeavePage } from './leave-page.ts';
import { startLiveProgress } from './live-progress.ts';
import { startPasskeys } from './passkey.ts';

// The official page template does this in an inline script, which our content security
// policy forbids. Components and their styles wait for these classes.
document.body.classList.add('js-enabled', 'govuk-frontend-supported');

const components = [
  LeavePage,
  ServiceNavigation,
  SkipLink,
  ErrorSummary,
  Accordion,
  Alert,
  Button,
  CharacterCount,
  Checkboxes,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  Tabs,
];
for (const component of components) createAll(component);
startLiveProgress();
startPasskeys();
startAreaMaps();
