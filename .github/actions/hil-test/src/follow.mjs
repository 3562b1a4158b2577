// Waits for a run's verdict and tells how far it is.
import { rest } from './web.mjs';
import { foreign, info, warning } from './toolkit.mjs';

/** How long the report may take after the verdict. */
const REPORT_MS = 60_000;
const BREATH_MS = 1000;

/** The run with its verdict, and its report where that came in time; or as it was when the time is up. */
export async function follow(farm, id, end, signal) {
  let until = end;
  let told = '';
  let seen;
  for (;;) {
    const began = Date.now();
    const run = await asked(farm, id, until, signal, seen);
    if (run.verdict && !seen?.verdict) {
      until = Math.min(until, Date.now() + REPORT_MS);
    }
    seen = run;
    const now = words(run);
    if (now !== told) {
      info(`${new Date().toISOString()} ${now}`);
      told = now;
    }
    if ((run.verdict && run.reportUrl) || Date.now() >= until) {
      return run;
    }
    if (Date.now() - began < BREATH_MS) {
      await rest(BREATH_MS, signal); // a farm that answers at once is not asked in a circle
    }
  }
}

/** A farm that is away when the time is up takes nothing back of what it said. */
async function asked(farm, id, until, signal, seen) {
  try {
    return await farm.run(id, { waits: Boolean(seen), until, signal }); // how it stands is told at once
  } catch (failure) {
    if (seen && !signal.aborted && Date.now() >= until) {
      warning(failure.message);
      return seen;
    }
    throw failure;
  }
}

function words(run) {
  const jobs = run.jobs ?? [];
  const done = jobs.filter((job) => job.state === 'done').length;
  const first = jobs
    .flatMap((job) => (job.outlook ? [job.outlook] : []))
    .sort((a, b) => a.position - b.position)[0];
  const waits = run.state === 'queued' && first ? `, number ${first.position} in the queue` : '';
  return `run ${run.run}: ${run.verdict ?? run.state}, ${done} of ${jobs.length} jobs done${waits}`;
}

/** The reasons and the failures; most of it is what boards said. */
export function tell(run, pairs) {
  foreign([
    ...(run.reasons ?? []).map((reason) => `  ${reason}`),
    ...pairs.map(
      (pair) => `  ${pair.boardType} ${pair.script}: ${pair.status}${pair.flaky ? ' (flaky)' : ''} ${pair.reason}`,
    ),
  ]);
}
