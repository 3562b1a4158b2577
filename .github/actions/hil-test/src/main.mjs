// The step: hands a build in, waits for the verdict, says what it is.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { credential } from './identity.mjs';
import { Farm } from './farm.mjs';
import { firmware } from './firmware.mjs';
import { follow, tell } from './follow.mjs';
import { inputs } from './inputs.mjs';
import { CANCELLED, INFRA, PASS, Problem, TIMED_OUT, USAGE } from './problem.mjs';
import { counts, exitCode, NONE, pairs, result, SKIPPED, UNTESTED } from './result.mjs';
import { summary as pageOf } from './summary.mjs';
import { error, foreign, info, output, saveState, summary, warning } from './toolkit.mjs';
import { rest } from './web.mjs';

/** GitHub kills a cancelled step 7.5 s after it asked it to stop. */
const LAST_WORDS_MS = 4000;
const FETCH_BREATH_MS = 3000;
const MOST_TITLE = 200;
const MOST_MESSAGE = 2000;

const stop = new AbortController();
process.on('SIGINT', () => stop.abort(new Error('the job was cancelled')));
process.on('SIGTERM', () => stop.abort(new Error('the job was cancelled')));

async function main(wanted) {
  const until = Date.now() + wanted.timeoutMinutes * 60_000;
  const files = wanted.mode === 'push' ? firmware(wanted.firmware) : [];
  const farm = new Farm(wanted.farm, await credential(wanted, stop.signal), wanted.retries);
  saveState('farm', wanted.farm);
  saveState('token', farm.token);
  const accepted = await handIn(farm, wanted, files, until);
  if (accepted.nothing) {
    return nothing(accepted.nothing, wanted);
  }
  if (accepted.waits) {
    output('result', 'submitted');
    return PASS;
  }
  output('run-id', accepted.run);
  output('run-url', farm.page(accepted.run));
  info(`run ${accepted.run}: ${accepted.jobs} jobs; see ${farm.page(accepted.run)}`);
  if (!wanted.wait) {
    output('result', 'submitted');
    return PASS;
  }
  if (wanted.endsRun) {
    saveState('run', accepted.run);
  }
  return judged(farm, wanted, accepted.run, until);
}

/** What is being handed in when the job is cancelled may have been taken: then it is ended. */
async function handIn(farm, wanted, files, until) {
  const handed = wanted.mode === 'push' ? farm.push(files, query(wanted), until) : pulled(farm, wanted, until);
  handed.catch(() => {}); // told below, where somebody still waits for it
  try {
    return await Promise.race([handed, stopped()]);
  } catch (failure) {
    if (stop.signal.aborted && wanted.endsRun) {
      const late = await Promise.race([handed, quietly(rest(LAST_WORDS_MS))]).catch(() => undefined);
      if (late?.run) {
        await end(farm, late.run, wanted);
      }
    }
    throw failure;
  }
}

/** Its run; where the step does not wait, what that waits for. */
async function pulled(farm, wanted, until) {
  const wish = { repositoryId: Number(process.env.GITHUB_REPOSITORY_ID), workflowRun: Number(wanted.runId) };
  let told = '';
  for (;;) {
    const answer = await farm.pull(wish, until);
    if (answer.run || answer.nothing || stop.signal.aborted) {
      return answer;
    }
    if (answer.waits !== told) {
      told = answer.waits;
      foreign([`the farm: ${told}`]);
    }
    if (!wanted.wait) {
      return answer;
    }
    if (Date.now() > until) {
      throw new Problem(`there is no run within ${wanted.timeoutMinutes} minutes: ${told}`, TIMED_OUT);
    }
    await rest(FETCH_BREATH_MS, stop.signal);
  }
}

function query(wanted) {
  const { suite, boards, rack } = wanted;
  return { suite, boards, rack, name: wanted.name || usualName() };
}

function usualName() {
  return `${process.env.GITHUB_REPOSITORY ?? 'a build'} ${(process.env.GITHUB_SHA ?? '').slice(0, 10)}`.trim();
}

async function judged(farm, wanted, id, until) {
  try {
    const run = await follow(farm, id, until, stop.signal);
    saveState('over', 'true');
    return await publish(farm, wanted, run);
  } catch (failure) {
    if (stop.signal.aborted) {
      await end(farm, id, wanted);
    }
    throw failure;
  }
}

async function publish(farm, wanted, run) {
  const outcome = result(run);
  const all = pairs(run);
  tell(run, all);
  for (const [name, value] of Object.entries({ ...counts(all), ...outcome, 'report-url': run.reportUrl ?? '' })) {
    if (name !== 'code') {
      output(name, value);
    }
  }
  if (wanted.summary) {
    summary(pageOf(run, outcome, all, farm.page(run.run)));
  }
  await exported(farm, run.run, 'junit.xml', 'junit-path', wanted.junitPath);
  await exported(farm, run.run, 'ctrf.json', 'ctrf-path', wanted.ctrfPath);
  annotate(all, wanted.annotations);
  const code = exitCode(outcome, wanted.failOn);
  const words = `HIL Farm: ${outcome.result}, run ${run.run}: ${farm.page(run.run)}`;
  if (code === PASS) {
    (outcome.code === PASS ? info : warning)(words);
  } else {
    error(words);
  }
  return code;
}

function annotate(all, most) {
  for (const pair of all.filter((p) => p.status === 'failed').slice(0, most)) {
    const title = `${pair.script} on ${pair.boardType}`.slice(0, MOST_TITLE);
    error(`${pair.reason}`.slice(0, MOST_MESSAGE) || 'failed', title);
  }
}

async function exported(farm, id, form, name, path) {
  if (!path) {
    return;
  }
  try {
    const results = await farm.results(id, form);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, results);
    output(name, path);
  } catch (problem) {
    warning(`${name}: ${problem.message}`); // the verdict stands all the same
  }
}

function nothing(why, wanted) {
  foreign([why]);
  output('result', SKIPPED.result);
  output('conclusion', wanted.noBoards === 'skip' ? SKIPPED.conclusion : 'failure');
  if (wanted.noBoards === 'skip') {
    warning('HIL Farm: nothing could be tested');
    return PASS;
  }
  error('HIL Farm: nothing could be tested (no-boards: skip would let that pass)');
  return USAGE;
}

/** Ends the run of a job that was cancelled; the post step tries once more where this does not. */
async function end(farm, id, wanted) {
  if (!wanted.endsRun) {
    info(`run ${id} goes on without its job: ${farm.page(id)}`);
    return;
  }
  saveState('run', id);
  try {
    await farm.cancel(id);
    saveState('over', 'true');
    info(`run ${id} is cancelled with its job`);
  } catch (problem) {
    warning(problem.message);
  }
}

function stopped() {
  return new Promise((_, reject) => {
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason), { once: true });
  });
}

async function quietly(promise) {
  await promise;
  return undefined;
}

function cancelled() {
  output('result', 'cancelled');
  output('conclusion', 'cancelled');
  return CANCELLED;
}

/** What is wrong with the workflow always fails; whose trouble else it is the workflow may let pass. */
function failed(failure, failOn) {
  const known = failure instanceof Problem;
  const outcome = known && failure.code === TIMED_OUT ? NONE : { ...UNTESTED, code: known ? failure.code : INFRA };
  output('result', outcome.result);
  output('conclusion', outcome.conclusion);
  const code = outcome.code === USAGE ? USAGE : exitCode(outcome, failOn);
  (code === PASS ? warning : error)(known ? failure.message : `hil-test failed: ${failure?.stack ?? failure}`);
  return code;
}

let code;
let failOn = 'infra';
try {
  const wanted = inputs();
  failOn = wanted.failOn;
  code = await main(wanted);
} catch (failure) {
  code = stop.signal.aborted ? cancelled() : failed(failure, failOn);
}
process.exit(code);
