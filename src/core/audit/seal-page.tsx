import { SummaryList, Tag } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { momentInWords } from '#platform/calendar.ts';
import { lagInWords } from './audit-words.ts';
import { auditPath } from './paths.ts';
import { SealWarning } from './seal-warning.tsx';
import type { SealingState, WitnessState } from './sealing-state.ts';

/** How far the log is sealed, with which key, and who outside holds it. */
export function SealPage({ seal, now }: { seal: SealingState; now: Date }) {
  return (
    <WorkspacePage
      title="How the log is sealed"
      back={{ href: auditPath(), text: 'Back to the audit log' }}
    >
      <h1 class="govuk-heading-l">How the log is sealed</h1>
      <SealWarning seal={seal} now={now} />
      <p class="govuk-body">
        Within a second every entry is folded into one number for the whole log, its root. The root
        is signed and given to witnesses that another partner keeps. After that, an entry that is
        changed, removed, added or moved no longer fits the roots that the witnesses hold.
      </p>
      <SummaryList rows={rowsOf(seal, now)} />
      <h2 class="govuk-heading-m">Witnesses</h2>
      {seal.witnesses.length === 0 ? (
        <p class="govuk-body">
          No witness is set up. Until there is one, whoever runs the database could rewrite the
          whole log. Ask whoever runs the service to set AUDIT_WITNESS_FILE or AUDIT_WITNESS_URL.
        </p>
      ) : (
        seal.witnesses.map((witness) => <WitnessLines key={witness.name} {...{ witness, now }} />)
      )}
      <h2 class="govuk-heading-m">Check it yourself</h2>
      <p class="govuk-body">
        Whoever runs the service can export the log with <code>bin/breakwater audit export</code>.
        Anybody can then check the export with <code>audit-verify</code>, on a computer of their
        own, against the file that a witness keeps.
      </p>
    </WorkspacePage>
  );
}

function rowsOf({ lastHead, waiting, waitingSince }: SealingState, now: Date) {
  const waits =
    waitingSince === undefined
      ? 'None'
      : `${waiting.toLocaleString('en-GB')}, the oldest for ${lagInWords(now.getTime() - waitingSince.getTime())}`;
  const row = (key: string, text: string) => ({ key: { text: key }, value: { text } });
  const code = (key: string, text: string) => ({
    key: { text: key },
    value: { text, classes: 'app-code' },
  });
  if (lastHead === undefined) {
    return [row('Sealed entries', 'None yet'), row('Waiting to be sealed', waits)];
  }
  return [
    row('Sealed entries', lastHead.size.toLocaleString('en-GB')),
    row('Waiting to be sealed', waits),
    row('Last sealed', momentInWords(lastHead.at)),
    code('Root of the log', lastHead.root),
    code('Fingerprint of the key', lastHead.keyFingerprint),
  ];
}

function WitnessLines({ witness, now }: { witness: WitnessState; now: Date }) {
  const { name, heldSize, behindSince, failure, conflict } = witness;
  const held = `It holds the log of ${heldSize.toLocaleString('en-GB')} entries`;
  return (
    <section class="govuk-!-margin-bottom-6">
      <h3 class="govuk-heading-s govuk-!-margin-bottom-1 app-code">{name}</h3>
      <p class="govuk-body govuk-!-margin-bottom-1">
        <State {...{ witness }} />
      </p>
      <p class="govuk-body govuk-!-margin-bottom-1">
        {behindSince === undefined
          ? `${held}, which is the last one.`
          : `${held}, and is ${lagInWords(now.getTime() - behindSince.getTime())} behind.`}
      </p>
      {failure !== undefined && <p class="govuk-body">The last try failed: {failure}</p>}
      {conflict !== undefined && <p class="govuk-body">It contradicts this log. {conflict}</p>}
    </section>
  );
}

function State({ witness }: { witness: WitnessState }) {
  if (witness.conflict !== undefined) return <Tag text="Contradicts" classes="govuk-tag--red" />;
  if (witness.failure !== undefined) {
    return <Tag text="Cannot be reached" classes="govuk-tag--orange" />;
  }
  return <Tag text="Holds the log" classes="govuk-tag--green" />;
}
