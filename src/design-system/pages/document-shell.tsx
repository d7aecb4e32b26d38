import type { ComponentChildren } from 'preact';
import { useSurroundings } from '#design-system/surroundings.tsx';

export type DocumentShellProps = {
  title: string;
  /** Only the public site may be found by search engines. */
  isIndexed: boolean;
  hasErrors: boolean;
  /** Public pages never tell where somebody came from, not even to this site itself. */
  isUntraceable?: boolean;
  /** Without script the page loads itself again after this many seconds. */
  refreshSeconds?: number | undefined;
  bodyClass: string;
  children: ComponentChildren;
};

/** The document around every page. It has no inline script or style: the CSP forbids both. */
export function DocumentShell(props: DocumentShellProps) {
  const { assets, identity } = useSurroundings();
  return (
    <html lang="en-GB" class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <title>{props.hasErrors ? `Error: ${props.title}` : props.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content={identity.colours.brandDark} />
        {props.isUntraceable === true ? <meta name="referrer" content="no-referrer" /> : null}
        <meta name="robots" content={props.isIndexed ? 'index, follow' : 'noindex, nofollow'} />
        <link rel="stylesheet" href={assets.stylesheet} />
        <link rel="stylesheet" href={assets.theme} />
        {assets.icon === undefined ? null : (
          <link rel="icon" href={assets.icon} type="image/svg+xml" />
        )}
        <script type="module" src={assets.script} />
        {props.refreshSeconds === undefined ? null : (
          <noscript>
            <meta http-equiv="refresh" content={String(props.refreshSeconds)} />
          </noscript>
        )}
      </head>
      <body class={`govuk-template__body ${props.bodyClass}`}>{props.children}</body>
    </html>
  );
}
