import { jsxTemplate } from 'preact/jsx-runtime';
import { homePath } from '#core/home/paths.ts';
import type { GovernanceDocument } from '#core/partnership/governance-document.ts';
import { Tag } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { markdownToHtml } from '#platform/documents/markdown.ts';
import { governanceDocumentPath, governanceDocumentsPath } from './paths.ts';

const standings: Readonly<Record<GovernanceDocument['sources'][number]['standing'], string>> = {
  found: 'Found',
  'to-be-checked': 'To be checked by the partnership',
  'to-be-entered': 'To be entered by the partnership',
};

/** The documents to choose from. */
export function GovernanceDocumentsPage(props: { documents: readonly GovernanceDocument[] }) {
  return (
    <WorkspacePage title="How data is handled" back={{ href: homePath(), text: 'Home' }}>
      <h1 class="govuk-heading-l">How data is handled</h1>
      {props.documents.length === 0 && (
        <p class="govuk-body">The partnership has written no such document yet.</p>
      )}
      <ul class="govuk-list govuk-list--spaced">
        {props.documents.map(({ id, title, summary, status }) => (
          <li key={id}>
            <a class="govuk-link" href={governanceDocumentPath(id)}>
              {title}
            </a>{' '}
            {status === 'draft' && <Tag text="Draft" classes="govuk-tag--grey" />}
            <br />
            {summary}
          </li>
        ))}
      </ul>
    </WorkspacePage>
  );
}

/** One document, with what its words rest on. */
export function GovernanceDocumentPage({ document }: { document: GovernanceDocument }) {
  const { title, status, body, sources } = document;
  return (
    <WorkspacePage
      title={title}
      back={{ href: governanceDocumentsPath(), text: 'How data is handled' }}
    >
      <h1 class="govuk-heading-l">{title}</h1>
      {status === 'draft' && (
        <p class="govuk-body">
          <Tag text="Draft" classes="govuk-tag--grey" /> The partnership has not approved these
          words.
        </p>
      )}
      {jsxTemplate([markdownToHtml(body)])}
      <h2 class="govuk-heading-m">What this rests on</h2>
      <ul class="govuk-list govuk-list--bullet">
        {sources.map((source) => (
          <li key={source.title}>
            {source.address === undefined ? (
              source.title
            ) : (
              <a class="govuk-link" href={source.address}>
                {source.title}
              </a>
            )}
            . {standings[source.standing]}. {source.note}
          </li>
        ))}
      </ul>
    </WorkspacePage>
  );
}
