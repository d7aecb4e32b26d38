// Checks everything and says what it came to: node --import tsx tools/check.ts [--quick]
import { ensureChromium } from './checks/chromium.ts';
import { runProgram } from './checks/run-program.ts';
import {
  lastLine,
  listSpokenLines,
  resultOfCheck,
  stepLine,
  type Step,
  type StepResult,
} from './checks/step.ts';
import { runTests } from './checks/test-run.ts';

const [option, ...others] = process.argv.slice(2);
if (others.length > 0 || (option !== undefined && option !== '--quick')) {
  console.error(
    'Usage: bin/test [--quick]     --quick leaves out the oracle, the journeys, the faults and the hostile files',
  );
  process.exit(2);
}
const isQuick = option === '--quick';

// The architecture's rules are unit tests: src/architecture.test.ts.
const steps: readonly Step[] = [
  program('format', 'prettier', '--check', '.'),
  program('lint', 'oxlint', '--type-aware'),
  program('types', 'tsc'),
  program('types in the browser', 'tsc', '-p', 'src/browser'),
  program('dead code', 'knip', '--no-config-hints'),
  program('schema drift', 'tsx', 'tools/generate-schema-types.ts', '--check'),
  tests('unit'),
  ...(isQuick
    ? []
    : [
        program('build', 'bin/prepare'),
        { name: 'browser', run: ensureChromium },
        tests('oracle'),
        tests('journeys'),
        tests('faults'),
        tests('fuzz'),
      ]),
];

const results: StepResult[] = [];
for (const step of steps) {
  const started = performance.now();
  const result = await step.run();
  results.push(result);
  console.log(stepLine(step.name, result, performance.now() - started));
  for (const line of listSpokenLines(result.output)) console.log(`  ${line}`);
  if (result.failed > 0) console.log(result.output);
}
console.log(lastLine(results));
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;

function program(name: string, command: string, ...args: string[]): Step {
  const run = async (): Promise<StepResult> => {
    const { succeeded, output } = await runProgram(command, args);
    return resultOfCheck(succeeded, output);
  };
  return { name, run };
}

function tests(project: string): Step {
  return { name: `${project} tests`, run: () => runTests(project) };
}
