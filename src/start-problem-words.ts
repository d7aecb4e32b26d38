import { ProfileProblems } from '#core/partnership/profile-problems.ts';
import { StartProblem } from '#platform/database/embedded/start-problem.ts';
import { ConfigProblem } from './config.ts';

/** Why the service or a command did not start, for whoever runs it. Never a stack trace for a known reason. */
export function startProblemWords(problem: unknown): string {
  if (problem instanceof StartProblem) {
    return `Breakwater did not start. ${problem.message}\n${problem.whatToDo}`;
  }
  if (problem instanceof ConfigProblem) {
    return `Breakwater did not start. These settings cannot be used:\n${problem.message}`;
  }
  if (problem instanceof ProfileProblems) {
    return `Breakwater did not start. The partnership profile has mistakes:\n${problem.message}`;
  }
  const why = problem instanceof Error ? problem.message : String(problem);
  return `Breakwater met a problem it does not know: ${why}`;
}
