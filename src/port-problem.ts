import { createServer } from 'node:net';
import { findFileErrorCode } from '#platform/database/embedded/file-problem.ts';
import { StartProblem } from '#platform/database/embedded/start-problem.ts';

/** Finds out before a long first start, not after it. */
export async function assertPortIsFree(port: number, host: string): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (problem) => reject(portProblem(problem, port, host)));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

/** Why the service cannot listen, for whoever runs it. */
export function portProblem(problem: unknown, port: number, host: string): StartProblem {
  const code = findFileErrorCode(problem);
  if (code === 'EADDRINUSE') {
    return new StartProblem(
      `Port ${port} is taken by another program.`,
      'Choose another with PORT, for example: PORT=3001 npm start',
    );
  }
  if (code === 'EACCES') {
    return new StartProblem(
      `This account may not use port ${port}.`,
      'Choose one above 1023 with PORT, for example: PORT=3000 npm start',
    );
  }
  return new StartProblem(
    `The service cannot listen on ${host} port ${port} (${code ?? String(problem)}).`,
    'Check HOST and PORT. HOST is an address of this machine, such as 127.0.0.1 or 0.0.0.0.',
  );
}
