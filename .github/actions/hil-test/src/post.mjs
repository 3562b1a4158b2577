// After the job, however it ended: a run that nobody waits for any more is ended. It never fails the job.
import { Farm } from './farm.mjs';
import { info, secret, state, warning } from './toolkit.mjs';

const run = state('run');
if (run && state('over') !== 'true') {
  secret(state('token'));
  try {
    await new Farm(state('farm'), state('token'), 2).cancel(run);
    info(`run ${run} is cancelled with its job`);
  } catch (problem) {
    warning(problem.message);
  }
}
process.exit(0);
