// GOV.UK Frontend ships no types; this is the part of it that we use.
declare module 'govuk-frontend' {
  type ComponentClass = {
    new ($root: Element | null, config?: object): object;
    moduleName: string;
  };

  export function createAll(component: ComponentClass, config?: object, scope?: Element): object[];

  export const Button: ComponentClass;
  export const CharacterCount: ComponentClass;
  export const Checkboxes: ComponentClass;
  export const ErrorSummary: ComponentClass;
  export const FileUpload: ComponentClass;
  export const NotificationBanner: ComponentClass;
  export const PasswordInput: ComponentClass;
  export const Radios: ComponentClass;
  export const ServiceNavigation: ComponentClass;
  export const SkipLink: ComponentClass;
  export const Tabs: ComponentClass;
  export const Accordion: ComponentClass;

  export class ExitThisPage {
    static moduleName: string;
    constructor($root: Element | null, config?: object);
    $button: HTMLAnchorElement;
    exitPage(): void;
  }
}

declare module '@ministryofjustice/frontend/moj/components/alert/alert.mjs' {
  export const Alert: {
    new ($root: Element | null, config?: object): object;
    moduleName: string;
  };
}
