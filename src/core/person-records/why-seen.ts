import { dayInWords, momentInWords } from '#platform/calendar.ts';
import { untilInWords } from './until-in-words.ts';

/** One reason for which somebody may see a record, as the database gave it. */
export type Reason =
  | { path: 'own-agency' }
  | {
      path: 'case-role' | 'break-glass';
      id: string;
      gateway: string | null;
      /** When it ends. */
      until: Date;
      /** Whose hand it comes from; undefined for broken glass. */
      givenBy?: string | undefined;
    }
  | {
      path: 'agreement';
      id: string;
      title: string;
      version: number;
      fromOn: string;
      untilOn: string;
      gateway: string;
    };

/** A reason as the trace keeps it: short, and the same for as long as the entry is kept. */
export function pathOf(reason: Reason): string {
  switch (reason.path) {
    case 'own-agency':
      return reason.path;
    case 'agreement':
      return `agreement ${reason.id} v${reason.version}`;
    case 'case-role':
    case 'break-glass':
      return `${reason.path} ${reason.id}`;
  }
}

/** A reason in a sentence for whoever sees the record. */
export function reasonInWords(reason: Reason, agency: { mine: string; owner: string }): string {
  switch (reason.path) {
    case 'own-agency':
      return `${agency.mine} holds this record.`;
    case 'case-role':
      return (
        `You are named on this record until ${untilInWords(reason.until)}` +
        (reason.givenBy === undefined ? '.' : `, by ${reason.givenBy}.`)
      );
    case 'break-glass':
      return (
        `You broke the glass for this record. You see it until ${momentInWords(reason.until)}. ` +
        `${agency.owner} was told and reviews whether it was right.`
      );
    case 'agreement':
      return (
        `${agency.owner} shares such records with ${agency.mine} under “${reason.title}”, version ` +
        `${reason.version}, in force from ${dayInWords(reason.fromOn)} until ${dayInWords(reason.untilOn)}.`
      );
  }
}
