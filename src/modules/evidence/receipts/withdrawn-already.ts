import { momentInWords } from '#platform/calendar.ts';
import type { Withdrawal } from './receipt.ts';

/** What somebody reads who withdraws an import that was withdrawn before. */
export function withdrawnAlready({ by, at }: Withdrawal): string {
  return `This import was withdrawn already, by ${by} on ${momentInWords(at)}. Nothing was changed.`;
}
