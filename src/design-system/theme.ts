import {
  contrastRatio,
  darkenUntilReadable,
  formatColour,
  mixColours,
  parseColour,
  readableOn,
  white,
} from './colour.ts';
import type { Colour } from './colour.ts';
import type { Identity } from './identity.ts';

/** WCAG 2.2 AA: 4.5 for text; 3 for the parts of a picture or control. */
const textContrast = 4.5;
const partContrast = 3;

/**
 * The stylesheet of a partnership's own colours, as CSS custom properties. Whatever colours
 * the profile gives, text in them stays readable. Throws when one is not `#rrggbb`.
 */
export function themeCss(identity: Identity): string {
  const brand = parseColour(identity.colours.brand);
  const brandDark = parseColour(identity.colours.brandDark);
  const accent = parseColour(identity.colours.accent);
  const tint = mixColours(brand, white, 0.94);
  const link = darkenUntilReadable(brand, tint, textContrast);
  const onDark = readableOn(brandDark);
  const quietOnDark = mixColours(onDark, brandDark, 0.18);
  const properties: Record<string, Colour> = {
    '--brand': brand,
    '--brand-dark': brandDark,
    '--accent': accent,
    '--on-brand': readableOn(brand),
    '--on-brand-dark': onDark,
    '--on-brand-dark-quiet':
      contrastRatio(quietOnDark, brandDark) >= textContrast ? quietOnDark : onDark,
    '--brand-tint': tint,
    '--brand-tint-strong': mixColours(brand, white, 0.84),
    '--brand-line': mixColours(brand, white, 0.62),
    '--brand-text': link,
    '--accent-part': darkenUntilReadable(accent, white, partContrast),
    '--accent-text': darkenUntilReadable(accent, white, textContrast),
    '--govuk-brand-colour': link,
    '--govuk-link-colour': link,
    '--govuk-link-hover-colour': darkenUntilReadable(brandDark, tint, textContrast),
    '--govuk-link-visited-colour': link,
    '--govuk-surface-background-colour': tint,
    '--govuk-surface-border-colour': mixColours(brand, white, 0.62),
    '--govuk-template-background-colour': tint,
  };
  const lines = Object.entries(properties).map(
    ([name, colour]) => `  ${name}: ${formatColour(colour)};`,
  );
  return `:root {\n${lines.join('\n')}\n}\n`;
}
