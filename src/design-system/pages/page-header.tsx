import type { ComponentChildren } from 'preact';
import { ServiceNavigation } from '#design-system/govuk/components.ts';
import { useSurroundings } from '#design-system/surroundings.tsx';
import { WaveMark } from './wave-mark.tsx';

export type PageHeaderProps = {
  homeHref: string;
  /** At the right of the name: who is signed in. */
  children?: ComponentChildren;
};

/** The partnership's name and the way round the service. */
export function PageHeader({ homeHref, children }: PageHeaderProps) {
  const { identity, navigation } = useSurroundings();
  return (
    <header class="app-header">
      <div class="app-header__band">
        <div class="govuk-width-container app-width app-header__row">
          <a class="app-header__home" href={homeHref}>
            <WaveMark />
            <span class="app-header__words">
              <span class="app-header__name">{identity.name}</span>
              <span class="app-header__strapline">{identity.strapline}</span>
            </span>
          </a>
          {children}
        </div>
      </div>
      <div class="app-header__wave" aria-hidden="true" />
      {navigation.length === 0 ? null : (
        <ServiceNavigation navigation={navigation} navigationLabel="Main" menuButtonText="Menu" />
      )}
    </header>
  );
}
