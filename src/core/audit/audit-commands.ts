import { resolve } from 'node:path';
import { z } from 'zod';
import { UsageProblem, type Command } from '#core/command-line/command.ts';
import { exportLog } from './export-log.ts';

const Day = z.iso.date().optional();

/** Hands the log out in a form that anybody can check. */
const exportAuditLog: Command = {
  name: 'audit export',
  usage: 'FOLDER [--from YYYY-MM-DD] [--to YYYY-MM-DD]',
  summary: 'Writes the sealed audit log into a new folder, for bin/audit-verify.',
  isForExisting: true,
  options: { from: 'value', to: 'value' },
  async run({ service, principal, words, options }) {
    const [folder, ...others] = words;
    if (folder === undefined || others.length > 0) throw new UsageProblem('Name one new folder.');
    const from = Day.safeParse(options['from']);
    const to = Day.safeParse(options['to']);
    if (!from.success || !to.success) throw new UsageProblem('Write a day as YYYY-MM-DD.');
    const path = resolve(folder);
    const made = await exportLog(service, principal, path, { from: from.data, to: to.data });
    return {
      json: { folder: path, ...made },
      sentences: [
        `${made.entries} of ${made.size} sealed entries are in ${path}.`,
        `The fingerprint of the key is ${made.keyFingerprint}.`,
        `Check them with bin/audit-verify ${folder}${made.entries === made.size ? '' : ' --partial'}`,
      ],
    };
  },
};

export const auditCommands: readonly Command[] = [exportAuditLog];
