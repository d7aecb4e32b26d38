import { useSurroundings } from '#design-system/surroundings.tsx';

/** What must be known about this copy of the service, above everything else. */
export function Notices() {
  const { notices } = useSurroundings();
  if (notices.length === 0) return null;
  return (
    <section class="app-notices" aria-label="About this service">
      <div class="govuk-width-container app-width">
        {notices.map((notice) => (
          <p class="app-notices__notice" key={notice.text}>
            {notice.text}
            {notice.href === undefined ? null : (
              <>
                {' '}
                <a class="govuk-link" href={notice.href}>
                  {notice.linkText ?? 'Find out more'}
                </a>
              </>
            )}
          </p>
        ))}
      </div>
    </section>
  );
}
