import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

const words: Readonly<Record<number, string>> = {
  400: 'This request cannot be read. Start again from the home page.',
  408: 'What was sent took too long to arrive, so nothing was saved. Try again.',
  431: 'This request carries too much with it. Clear the cookies of this site, then try again.',
};

/** Answers, in plain text, what never became a request that a page could answer; then hangs up. */
export function answerBrokenRequest(problem: Error & { code?: string }, socket: Socket): void {
  if (problem.code === 'ECONNRESET' || socket.destroyed) return;
  const status = statusOf(problem.code);
  const body = words[status] ?? '';
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\n` +
        `content-type: text/plain; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }
  socket.destroy();
}

function statusOf(code: string | undefined): number {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  return code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
}
