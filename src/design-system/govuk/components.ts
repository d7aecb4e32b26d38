import { govukComponent, repeatedGovukComponent } from './official-component.ts';
import type * as Options from './component-options.generated.ts';

export const Accordion = govukComponent<Options.AccordionOptions>('accordion');
export const BackLink = govukComponent<Options.BackLinkOptions>('back-link');
export const Breadcrumbs = govukComponent<Options.BreadcrumbsOptions>('breadcrumbs');
export const Button = repeatedGovukComponent<Options.ButtonOptions>('button');
export const CharacterCount = govukComponent<Options.CharacterCountOptions>('character-count');
export const Checkboxes = govukComponent<Options.CheckboxesOptions>('checkboxes');
export const CookieBanner = govukComponent<Options.CookieBannerOptions>('cookie-banner');
export const DateInput = govukComponent<Options.DateInputOptions>('date-input');
export const Details = govukComponent<Options.DetailsOptions>('details');
export const ErrorMessage = govukComponent<Options.ErrorMessageOptions>('error-message');
export const ErrorSummary = govukComponent<Options.ErrorSummaryOptions>('error-summary');
export const ExitThisPage = repeatedGovukComponent<Options.ExitThisPageOptions>('exit-this-page');
export const Feedback = govukComponent<Options.FeedbackOptions>('feedback');
export const Fieldset = govukComponent<Options.FieldsetOptions>('fieldset');
export const FileUpload = govukComponent<Options.FileUploadOptions>('file-upload');
export const Footer = govukComponent<Options.FooterOptions>('footer');
export const GenericHeader = govukComponent<Options.GenericHeaderOptions>('generic-header');
export const Header = govukComponent<Options.HeaderOptions>('header');
export const Hint = govukComponent<Options.HintOptions>('hint');
export const Input = govukComponent<Options.InputOptions>('input');
export const InsetText = govukComponent<Options.InsetTextOptions>('inset-text');
export const Label = govukComponent<Options.LabelOptions>('label');
export const LanguageNavigation =
  govukComponent<Options.LanguageNavigationOptions>('language-navigation');
export const NotificationBanner =
  govukComponent<Options.NotificationBannerOptions>('notification-banner');
export const Pagination = govukComponent<Options.PaginationOptions>('pagination');
export const Panel = govukComponent<Options.PanelOptions>('panel');
export const PasswordInput = govukComponent<Options.PasswordInputOptions>('password-input');
export const PhaseBanner = govukComponent<Options.PhaseBannerOptions>('phase-banner');
export const Radios = govukComponent<Options.RadiosOptions>('radios');
export const Select = repeatedGovukComponent<Options.SelectOptions>('select');
export const ServiceNavigation =
  repeatedGovukComponent<Options.ServiceNavigationOptions>('service-navigation');
export const SkipLink = repeatedGovukComponent<Options.SkipLinkOptions>('skip-link');
export const SummaryList = govukComponent<Options.SummaryListOptions>('summary-list');
export const Table = govukComponent<Options.TableOptions>('table');
export const Tabs = govukComponent<Options.TabsOptions>('tabs');
export const Tag = govukComponent<Options.TagOptions>('tag');
export const TaskList = govukComponent<Options.TaskListOptions>('task-list');
export const Textarea = govukComponent<Options.TextareaOptions>('textarea');
export const WarningText = govukComponent<Options.WarningTextOptions>('warning-text');
