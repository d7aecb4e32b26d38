import type { IncomingMessage, Server } from 'node:http';
import { isUpload } from './connection-limit.ts';

export type BodyTimes = {
  /** Milliseconds in which a form must have arrived, and over which an upload's pace is measured. */
  patience: number;
  /** Bytes of an upload that must arrive in each such time. */
  leastBytes: number;
};

/**
 * Ends requests whose body does not come: a form has one stretch of patience for all of it, an
 * upload has one after another for as long as it keeps a pace. Node's own time-out is the same for
 * both, so it can only be as long as the longest upload.
 */
export function limitBodyTime(server: Server, { patience, leastBytes }: BodyTimes): void {
  server.on('request', (request) => {
    if (!hasBody(request)) return;
    const { socket } = request;
    let seen = socket.bytesRead;
    const timer = setInterval(() => {
      const came = socket.bytesRead - seen;
      seen = socket.bytesRead;
      if (request.complete) clearInterval(timer);
      else if (!isUpload(request) || came < leastBytes) {
        clearInterval(timer);
        server.emit('clientError', new BodyTooSlow(), socket);
      }
    }, patience);
    timer.unref();
    request.once('close', () => clearInterval(timer));
  });
}

/** Named as Node names a request that took too long, so that both are answered alike. */
class BodyTooSlow extends Error {
  readonly code = 'ERR_HTTP_REQUEST_TIMEOUT';
}

function hasBody({ headers }: IncomingMessage): boolean {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;
}
