/** What the server says when it is stopping, starting, or has no room for another connection. */
const serverStates = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08000',
  '08001',
  '08003',
  '08006',
]);
const networkProblems = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** What the driver says in words alone, because no server was there to send a code. */
const driverWords =
  /timeout exceeded when trying to connect|connection terminated|connection error and is not queryable|after calling end on the pool/i;

/** Is this the database being out of reach, rather than something it refused? */
export function isConnectionProblem(problem: unknown): boolean {
  if (!(problem instanceof Error)) return false;
  const { code, syscall } = problem as NodeJS.ErrnoException;
  if (code === undefined) return driverWords.test(problem.message);
  // A socket that is not there; a missing file has the same code and another call.
  return serverStates.has(code) || networkProblems.has(code) || syscall === 'connect';
}
