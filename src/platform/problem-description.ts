/** What a log may say of something that was thrown. */
export type ProblemDescription = {
  type: string;
  message: string;
  stack: string;
  code?: string;
  table?: string;
  constraint?: string;
  cause?: ProblemDescription;
};

const mostCauses = 5;

/**
 * Describes something that was thrown without the rows it was about: what the database says of
 * values it refused (detail, where, and the words of its data errors, SQLSTATE class 22) stays out.
 */
export function describeProblem(problem: unknown, depth = 0): ProblemDescription {
  if (!(problem instanceof Error)) return { type: typeof problem, message: '', stack: '' };
  const { code, table, constraint } = problem as Error & Record<string, unknown>;
  const quotesValues = typeof code === 'string' && /^22...$/.test(code);
  const { cause } = problem;
  return {
    type: problem.name === 'Error' ? problem.constructor.name : problem.name,
    message: quotesValues ? 'a value was refused by the database' : problem.message,
    stack: framesOf(problem),
    ...(typeof code === 'string' && { code }),
    ...(typeof table === 'string' && { table }),
    ...(typeof constraint === 'string' && { constraint }),
    ...(cause !== undefined && depth < mostCauses && { cause: describeProblem(cause, depth + 1) }),
  };
}

/** The stack without its first words, which repeat the message. */
function framesOf({ stack = '' }: Error): string {
  const lines = stack.split('\n');
  return lines.filter((line) => /^\s+at /.test(line)).join('\n');
}
