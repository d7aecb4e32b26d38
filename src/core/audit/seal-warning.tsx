import { NotificationBanner } from '#design-system/govuk/components.ts';
import { lagInWords } from './audit-words.ts';
import { isLagWarned, isTooLate, sealLag, type SealingState } from './sealing-state.ts';

/** What is wrong with the seal, if anything is. */
export function SealWarning({ seal, now }: { seal: SealingState; now: Date }) {
  const problems = listSealProblems(seal, now);
  if (problems.length === 0) return null;
  return (
    <NotificationBanner titleText="Warning" role="alert">
      {problems.map((sentence) => (
        <p class="govuk-body" key={sentence}>
          {sentence}
        </p>
      ))}
    </NotificationBanner>
  );
}

function listSealProblems(seal: SealingState, now: Date): string[] {
  const conflicts = seal.witnesses.flatMap(({ name, conflict }) =>
    conflict === undefined
      ? []
      : [`The witness ${name} contradicts this log. ${conflict} Export the log and verify it.`],
  );
  if (!isLagWarned(seal, now)) return conflicts;
  const behind = seal.waitingSince === undefined ? 'A witness is' : 'The sealing of the log is';
  const stopped = isTooLate(seal, now)
    ? ' Exports and emergency access wait until it has caught up.'
    : '';
  const lag = lagInWords(sealLag(seal, now));
  return [...conflicts, `${behind} ${lag} behind. Tell whoever runs the service.${stopped}`];
}
