import type { VNode } from 'preact';

/**
 * A slot that takes markup. Only JSX fits, never a string: what a person typed can
 * reach a page as text alone.
 */
export type Html = VNode;

/** Extra HTML attributes, escaped by the template. */
export type Attributes = Readonly<
  Record<string, string | number | boolean | OptionalAttribute | undefined>
>;

type OptionalAttribute = { value: string | boolean | null | undefined; optional?: boolean };

/** Either plain text or markup, never both and never neither. */
export type TextOrHtml<Text extends string, Markup extends string> =
  | (Record<Text, string> & { [Name in Markup]?: undefined })
  | (Record<Markup, Html> & { [Name in Text]?: undefined });
