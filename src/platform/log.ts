import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Structured log lines on standard error. They never hold personal data. */
export function makeLog(level: string): Log {
  return pino(
    { level, base: null, redact: ['req.headers.cookie', 'req.headers.authorization'] },
    pino.destination({ dest: 2, sync: true }),
  );
}
