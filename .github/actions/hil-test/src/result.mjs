// What a run comes to.
import { CANCELLED, FAILED, INFRA, PASS, TIMED_OUT } from './problem.mjs';

export const UNTESTED = { result: 'infra-error', conclusion: 'failure', code: INFRA };
const RESULTS = {
  mergeable: { result: 'passed', conclusion: 'success', code: PASS },
  blocked: { result: 'failed', conclusion: 'failure', code: FAILED },
  undecided: UNTESTED,
  cancelled: { result: 'cancelled', conclusion: 'cancelled', code: CANCELLED },
};
export const NONE = { result: 'timed-out', conclusion: 'timed_out', code: TIMED_OUT };
export const SKIPPED = { result: 'skipped', conclusion: 'skipped', code: PASS };

/** A verdict that is not known here is none that is good. */
export function result(run) {
  return run.verdict ? (RESULTS[run.verdict] ?? RESULTS.undecided) : NONE;
}

/** The exit code that the workflow wants for it. */
export function exitCode(result, failOn) {
  if (failOn === 'never' || (failOn === 'failure' && result.code !== FAILED)) {
    return PASS;
  }
  return result.code;
}

/** Each pair that had to pass, with how it ended; controls and emulated boards count for nothing. */
export function pairs(run) {
  return (run.required ?? []).map((pair) => {
    const tries = (run.boards ?? [])
      .filter((board) => board.boardType === pair.boardType && !board.control && !board.emulated)
      .flatMap((board) => board.scripts.filter((script) => script.name === pair.script));
    const passed = tries.some((script) => script.status === 'passed');
    const failed = tries.some((script) => script.status === 'failed');
    const last = tries.at(-1);
    const bad = tries.filter((script) => script.status === 'failed').at(-1) ?? last;
    return {
      ...pair,
      status: last?.status ?? 'not-run',
      flaky: passed && failed,
      blame: bad?.blame ?? '',
      reason: last?.status === 'passed' ? '' : (bad?.reason ?? ''),
      resets: tries.flatMap((script) => script.resetReasons ?? []),
    };
  });
}

export function counts(all) {
  return {
    total: all.length,
    passed: all.filter((pair) => pair.status === 'passed').length,
    failed: all.filter((pair) => pair.status === 'failed').length,
    flaky: all.filter((pair) => pair.flaky).length,
    skipped: all.filter((pair) => !['passed', 'failed'].includes(pair.status)).length,
  };
}
