import type { Attributes, Html, TextOrHtml } from './option-parts.ts';

// The MOJ package ships no macro-options.json, so these follow its templates by hand.

type Common = { classes?: string | undefined; attributes?: Attributes | undefined };
type Content = TextOrHtml<'text', 'html'>;

export type AlertOptions = Common & {
  variant: 'information' | 'success' | 'warning' | 'error';
  /** Read out with the variant; also the visible heading when asked for. */
  title: string;
  showTitleAsHeading?: boolean | undefined;
  headingTag?: 'h2' | 'h3' | 'h4' | undefined;
  dismissible?: boolean | undefined;
  dismissText?: string | undefined;
  disableAutoFocus?: boolean | undefined;
  focusOnDismissSelector?: string | undefined;
  role?: 'alert' | 'status' | 'region' | undefined;
} & Content;

export type BadgeOptions = Common & Content;

export type FilterOptions = {
  attributes?: Attributes | undefined;
  heading: Content;
  submit?: { text?: string | undefined; attributes?: Attributes | undefined } | undefined;
  optionsHtml: Html;
  selectedFilters?:
    | {
        heading: Content;
        clearLink: { text: string; href: string };
        categories: readonly {
          heading: Content;
          items: readonly { text: string; href: string }[];
        }[];
      }
    | undefined;
};

export type IdentityBarOptions = Common & { title: Content };

type NavigationItem = {
  href: string;
  active?: boolean | undefined;
  attributes?: Attributes | undefined;
} & Content;

export type PrimaryNavigationOptions = Common & {
  label: string;
  containerClasses?: string | undefined;
  items: readonly NavigationItem[];
  searchHtml?: Html | undefined;
};

export type SubNavigationOptions = Common & {
  label: string;
  items: readonly (NavigationItem & { classes?: string | undefined })[];
};

export type SideNavigationOptions = Common & { label: string } & (
    | { items: readonly NavigationItem[]; sections?: undefined }
    | {
        sections: readonly {
          heading: Common & { headingLevel?: number | undefined } & Content;
          items: readonly NavigationItem[];
        }[];
        items?: undefined;
      }
  );

export type SearchOptions = Common & {
  action: string;
  method?: 'get' | 'post' | undefined;
  layout?: 'stacked' | undefined;
  iconButton?: boolean | undefined;
  label: Content & { classes?: string | undefined; attributes?: Attributes | undefined };
  hint?: (Content & { id?: string | undefined; classes?: string | undefined }) | undefined;
  input: {
    id: string;
    name: string;
    value?: string | undefined;
    type?: string | undefined;
    classes?: string | undefined;
    autocomplete?: string | undefined;
    attributes?: Attributes | undefined;
  };
  button: Common & { text: string; id?: string | undefined };
};

export type TimelineOptions = Common & {
  headingLevel?: number | undefined;
  items: readonly (Common & {
    label: Content;
    byline?: Content | undefined;
    /** An ISO 8601 instant, shown as day and time in the United Kingdom. */
    datetime: { timestamp: string; type: 'datetime' };
  } & Content)[];
};
