import { useSurroundings } from '#design-system/surroundings.tsx';

/** Whose service this is, and the small print. */
export function PageFooter() {
  const { identity, footerLinks } = useSurroundings();
  return (
    <footer class="app-footer">
      <div class="app-header__wave" aria-hidden="true" />
      <div class="govuk-width-container app-width app-footer__row">
        <div>
          <p class="app-footer__name">{identity.name}</p>
          <p class="app-footer__organisation">{identity.organisation}</p>
        </div>
        {footerLinks.length === 0 ? null : (
          <nav aria-label="About and support">
            <ul class="app-footer__links">
              {footerLinks.map((link) => (
                <li key={link.href}>
                  <a class="app-footer__link" href={link.href}>
                    {link.text}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </div>
    </footer>
  );
}
