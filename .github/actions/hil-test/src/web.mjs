// Asks a server: every question ends, every answer is bounded, and who is not well is asked again a little later.
import { INFRA, Problem } from './problem.mjs';
import { printable } from './toolkit.mjs';

const LONGEST_ANSWER = 32 << 20;
const LONGEST_PAUSE_MS = 30_000;
const QUESTION_MS = 60_000;
const LAST_MOMENT_MS = 5000;

/**
 * @param question method, url, headers, body (a function that makes it, so that it can be sent again), millis for one
 *     try, retries, until (in milliseconds of the clock) after which nothing is tried again, signal that breaks it off
 * @returns {Promise<{status: number, bytes: Uint8Array}>} an answer that is no server's trouble
 */
export async function ask(question) {
  let last = '';
  for (let attempt = 0; attempt <= (question.retries ?? 0); attempt++) {
    if (attempt > 0) {
      await pause(attempt, last.after, question);
    }
    if (attempt > 0 && Date.now() >= (question.until ?? Infinity)) {
      break;
    }
    last = await once(question);
    if (!last.trouble) {
      return last;
    }
  }
  throw new Problem(`${question.method ?? 'GET'} ${shown(question.url)}: ${last.trouble}`, INFRA, last.status);
}

async function once(question) {
  const limit = AbortSignal.timeout(Math.min(question.millis ?? QUESTION_MS, left(question)));
  try {
    const answer = await fetch(question.url, {
      method: question.method ?? 'GET',
      headers: { 'User-Agent': 'hil-test-action', Accept: 'application/json', ...question.headers },
      body: question.body?.(),
      redirect: 'manual', // whoever it leads to shall not have the token
      signal: question.signal ? AbortSignal.any([limit, question.signal]) : limit,
    });
    const bytes = await bounded(answer);
    const busy = answer.status === 429 || answer.status >= 500;
    return {
      status: answer.status,
      bytes,
      after: Number(answer.headers.get('retry-after')) || 0,
      trouble: busy ? `answered ${answer.status}: ${words(bytes)}` : '',
    };
  } catch (failure) {
    if (question.signal?.aborted || failure instanceof Problem) {
      throw failure;
    }
    const why = limit.aborted ? 'no answer in time' : (failure.cause?.code ?? failure.cause?.message ?? failure.message);
    return { status: 0, bytes: new Uint8Array(), after: 0, trouble: `no answer (${printable(why)})` };
  }
}

async function bounded(answer) {
  const parts = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > LONGEST_ANSWER) {
      throw new Problem(`the answer of ${shown(answer.url)} has more than ${LONGEST_ANSWER} bytes`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Until the time is up, and a moment longer: whoever was asked to answer by then may do so. */
function left(question) {
  return Math.max(0, (question.until ?? Infinity) - Date.now()) + LAST_MOMENT_MS;
}

/** Longer each time, up to half a minute, and never the same for two who began together. */
async function pause(attempt, after, question) {
  const usual = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** attempt);
  const millis = Math.max(after * 1000, usual * (0.5 + Math.random() / 2));
  await rest(Math.min(LONGEST_PAUSE_MS * 2, millis, left(question)), question.signal);
}

/** Waits; throws at once where it is broken off. */
export function rest(millis, signal) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(done, millis);
    signal?.addEventListener('abort', broken, { once: true });
    function done() {
      signal?.removeEventListener('abort', broken);
      resolve();
    }
    function broken() {
      clearTimeout(timer);
      reject(signal.reason);
    }
  });
}

/** What a refusal says: the farm's own form, or the beginning of whatever else it is. */
export function words(bytes) {
  const text = Buffer.from(bytes.subarray(0, 8000)).toString('utf8');
  try {
    const problems = JSON.parse(text).problems;
    if (Array.isArray(problems)) {
      return problems.map(printable).join('\n');
    }
  } catch {
    // told as it is
  }
  return printable(text.slice(0, 300));
}

/** An address without what may be secret in it. */
function shown(url) {
  return String(url).replace(/[?#].*$/, '');
}
