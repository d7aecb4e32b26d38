import type { LegalPower } from '#core/partnership/information-sharing.ts';
import { SummaryList } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { sharingPaths } from './paths.ts';

/** Each legal power, what it allows, its limits, and how far the words may be relied on. */
export function GatewaysPage({ gateways }: { gateways: readonly LegalPower[] }) {
  return (
    <WorkspacePage
      title="The legal powers to share"
      back={{ href: sharingPaths.register(), text: 'Sharing agreements' }}
    >
      <h1 class="govuk-heading-l">The legal powers to share</h1>
      <p class="govuk-body">
        Who gives something names the power it relies on. The service lets nothing through that a
        power does not reach.
      </p>
      <p class="govuk-inset-text">
        These words are a draft for the partnership’s lawyers to check. They are not legal advice.
      </p>
      {gateways.map((gateway) => (
        <Power gateway={gateway} key={gateway.id} />
      ))}
    </WorkspacePage>
  );
}

function Power({ gateway }: { gateway: LegalPower }) {
  const { id, name, allows, limits, source } = gateway;
  return (
    <section aria-labelledby={id} class="govuk-!-margin-bottom-8">
      <h2 class="govuk-heading-m" id={id}>
        {name}
      </h2>
      {source.standing !== 'found' && (
        <p class="govuk-body">
          <strong>For the partnership’s lawyers to check.</strong>
        </p>
      )}
      <SummaryList
        rows={[
          { key: { text: 'What it allows' }, value: { text: allows } },
          {
            key: { text: 'Its limits' },
            value: {
              html: (
                <ul class="govuk-list govuk-list--bullet">
                  {limits.map((limit) => (
                    <li key={limit}>{limit}</li>
                  ))}
                </ul>
              ),
            },
          },
          {
            key: { text: 'What the service holds to' },
            value: {
              html: (
                <ul class="govuk-list govuk-list--bullet">
                  {rulesOf(gateway).map((rule) => (
                    <li key={rule}>{rule}</li>
                  ))}
                </ul>
              ),
            },
          },
          { key: { text: 'Source' }, value: { html: <SourceWords source={source} /> } },
        ]}
      />
    </section>
  );
}

function rulesOf(gateway: LegalPower): string[] {
  if (!gateway.reachesPersons) return ['No record about a person is given under it.'];
  const rules = [
    gateway.membersOnly && 'Giver and receiver must be bodies of the Serious Violence Duty.',
    gateway.barsPatientInformation && 'Health is never given under it.',
    gateway.barsHealthOrSocialCare &&
      'A health or social care authority gives nothing about a person under it.',
    gateway.allowsOtherUse
      ? 'What was recorded for law enforcement may be used for other purposes.'
      : 'What was recorded for law enforcement may be used for law enforcement alone.',
    gateway.forBreakGlass && 'Somebody who breaks the glass may rely on it.',
  ];
  return rules.filter((rule) => typeof rule === 'string');
}

function SourceWords({ source }: { source: LegalPower['source'] }) {
  return (
    <>
      {source.address === undefined ? (
        source.title
      ) : (
        <a class="govuk-link" href={source.address} rel="noreferrer">
          {source.title}
        </a>
      )}
      {source.note !== undefined && (
        <p class="govuk-body govuk-!-margin-top-2 govuk-!-margin-bottom-0">{source.note}</p>
      )}
    </>
  );
}
