import { pino, type DestinationStream, type Logger } from 'pino';
import { describeProblem } from './problem-description.ts';

export type Log = Logger;

/** Structured log lines, on standard error unless told otherwise. They never hold personal data. */
export function makeLog(
  level: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Log {
  return pino(
    {
      level,
      base: null,
      redact: ['req.headers.cookie', 'req.headers.authorization'],
      serializers: { err: describeProblem },
    },
    destination,
  );
}
