import { Fragment, h, isValidElement } from 'preact';
import type { ComponentChildren, VNode } from 'preact';
import { jsxTemplate } from 'preact/jsx-runtime';
import { renderToString } from 'preact-render-to-string';
import { renderKeptTemplate } from './kept-templates.ts';
import { renderTemplate } from './template-environment.ts';

/** A component's options; where it has an HTML slot, JSX children may fill it instead. */
export type OfficialProps<Options> = Options | WithChildren<Options>;

type WithChildren<Options> = Options extends { html?: unknown }
  ? Omit<Options, 'text' | 'html'> & { children: ComponentChildren }
  : never;

type OfficialComponent<Options> = (props: OfficialProps<Options>, context?: unknown) => VNode;

/** The official GOV.UK template of that name as a typed component, with no element around it. */
export function govukComponent<Options extends object>(name: string): OfficialComponent<Options> {
  return officialComponent(`govuk/components/${name}/template.njk`);
}

/**
 * The same, for what comes again and again alike: its HTML is kept by its options. Only for components that
 * never hold what somebody typed.
 */
export function repeatedGovukComponent<Options extends object>(
  name: string,
): OfficialComponent<Options> {
  return officialComponent(`govuk/components/${name}/template.njk`, renderKeptTemplate);
}

/** The official MOJ template of that name as a typed component, with no element around it. */
export function mojComponent<Options extends object>(name: string): OfficialComponent<Options> {
  return officialComponent(`moj/components/${name}/template.njk`);
}

function officialComponent<Options extends object>(
  template: string,
  render = renderTemplate,
): OfficialComponent<Options> {
  return (props, context) => {
    const { children, ...options }: { children?: ComponentChildren } = props;
    const content = children === undefined ? {} : { html: h(Fragment, null, children) };
    const params = renderSlots({ ...options, ...content }, context);
    return jsxTemplate([render(template, params)]);
  };
}

/** Options with every JSX slot turned into HTML, in the context of the page around it. */
function renderSlots<Value>(value: Value, context: unknown): Value;
function renderSlots(value: unknown, context: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isValidElement(value)) return renderToString(value, context);
  if (Array.isArray(value)) return value.map((item: unknown) => renderSlots(item, context));
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, renderSlots(part, context)]),
  );
}
