// Made of ../src by ../build.mjs; do not edit.

// src/farm.mjs
import { randomUUID } from "node:crypto";

// src/problem.mjs
var USAGE = 2;
var INFRA = 3;
var Problem = class extends Error {
  constructor(message, code = INFRA, status = 0) {
    super(message);
    this.code = code;
    this.status = status;
  }
};

// src/toolkit.mjs
import { EOL } from "node:os";
function state(name) {
  return process.env[`STATE_${name}`] ?? "";
}
function secret(value) {
  if (value) {
    say(`::add-mask::${data(value)}`);
  }
}
function info(text) {
  say(plain(text));
}
function warning(text) {
  say(`::warning::${data(text)}`);
}
function say(line) {
  process.stdout.write(line + EOL);
}
function plain(text) {
  return printable(text).replace(/^(\s*):{2}/, "$1: :").replaceAll("##[", "## [");
}
function printable(text) {
  return String(text).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, " ");
}
function data(text) {
  return String(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

// src/web.mjs
var LONGEST_ANSWER = 32 << 20;
var LONGEST_PAUSE_MS = 3e4;
var QUESTION_MS = 6e4;
var LAST_MOMENT_MS = 5e3;
async function ask(question) {
  let last = "";
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
  throw new Problem(`${question.method ?? "GET"} ${shown(question.url)}: ${last.trouble}`, INFRA, last.status);
}
async function once(question) {
  const limit = AbortSignal.timeout(Math.min(question.millis ?? QUESTION_MS, left(question)));
  try {
    const answer = await fetch(question.url, {
      method: question.method ?? "GET",
      headers: { "User-Agent": "hil-test-action", Accept: "application/json", ...question.headers },
      body: question.body?.(),
      redirect: "manual",
      // whoever it leads to shall not have the token
      signal: question.signal ? AbortSignal.any([limit, question.signal]) : limit
    });
    const bytes = await bounded(answer);
    const busy = answer.status === 429 || answer.status >= 500;
    return {
      status: answer.status,
      bytes,
      after: Number(answer.headers.get("retry-after")) || 0,
      trouble: busy ? `answered ${answer.status}: ${words(bytes)}` : ""
    };
  } catch (failure) {
    if (question.signal?.aborted || failure instanceof Problem) {
      throw failure;
    }
    const why = limit.aborted ? "no answer in time" : failure.cause?.code ?? failure.cause?.message ?? failure.message;
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
function left(question) {
  return Math.max(0, (question.until ?? Infinity) - Date.now()) + LAST_MOMENT_MS;
}
async function pause(attempt, after, question) {
  const usual = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** attempt);
  const millis = Math.max(after * 1e3, usual * (0.5 + Math.random() / 2));
  await rest(Math.min(LONGEST_PAUSE_MS * 2, millis, left(question)), question.signal);
}
function rest(millis, signal) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(done, millis);
    signal?.addEventListener("abort", broken, { once: true });
    function done() {
      signal?.removeEventListener("abort", broken);
      resolve();
    }
    function broken() {
      clearTimeout(timer);
      reject(signal.reason);
    }
  });
}
function words(bytes) {
  const text = Buffer.from(bytes.subarray(0, 8e3)).toString("utf8");
  try {
    const problems = JSON.parse(text).problems;
    if (Array.isArray(problems)) {
      return problems.map(printable).join("\n");
    }
  } catch {
  }
  return printable(text.slice(0, 300));
}
function shown(url) {
  return String(url).replace(/[?#].*$/, "");
}

// src/farm.mjs
var WAIT_S = 30;
var UPLOAD_MS = 10 * 6e4;
var CANCEL_MS = 5e3;
var Farm = class {
  constructor(address, token, retries) {
    this.address = address;
    this.token = token;
    this.retries = retries;
  }
  #headers(more = {}) {
    return { Authorization: `Bearer ${this.token}`, ...more };
  }
  /** Hands files in; said again after a lost answer it is the same run. */
  async push(files, query, until) {
    const key = randomUUID();
    const answer = await ask({
      method: "POST",
      url: `${this.address}/api/v1/runs?${new URLSearchParams(query)}`,
      headers: this.#headers({ "Idempotency-Key": key }),
      body: () => form(files),
      millis: UPLOAD_MS,
      retries: this.retries,
      until
    });
    return taken(answer);
  }
  /** The run of a build that the farm fetches itself, or what that waits for. */
  async pull(wish, until) {
    const answer = await ask({
      method: "POST",
      url: `${this.address}/api/v1/runs/pull`,
      headers: this.#headers({ "Content-Type": "application/json" }),
      body: () => JSON.stringify(wish),
      retries: this.retries,
      until
    });
    return taken(answer);
  }
  /** The run as it is, or once it is over, where the farm is to let this wait for a while. */
  async run(id, { waits, until, signal }) {
    const wait = waits ? Math.min(WAIT_S, Math.max(0, Math.ceil((until - Date.now()) / 1e3))) : 0;
    const answer = await ask({
      url: `${this.address}/api/v1/runs/${encodeURIComponent(id)}?wait=${wait}`,
      headers: this.#headers(),
      retries: this.retries,
      until,
      signal
    });
    if (answer.status !== 200) {
      throw new Problem(`run ${id}: ${words(answer.bytes)}`, void 0, answer.status);
    }
    return json(answer);
  }
  /** The run's results in a form of others. */
  async results(id, form2) {
    const answer = await ask({
      url: `${this.address}/api/v1/runs/${encodeURIComponent(id)}/${form2}`,
      headers: this.#headers({ Accept: "*/*" }),
      retries: this.retries
    });
    if (answer.status !== 200) {
      throw new Problem(`${form2}: ${words(answer.bytes)}`, void 0, answer.status);
    }
    return answer.bytes;
  }
  /** Ends the run; quickly, since whoever cancels a job waits a few seconds only. */
  async cancel(id) {
    const answer = await ask({
      method: "POST",
      url: `${this.address}/api/v1/runs/${encodeURIComponent(id)}/cancel`,
      headers: this.#headers(),
      millis: CANCEL_MS
    });
    if (answer.status !== 200) {
      throw new Problem(`run ${id} could not be cancelled: ${words(answer.bytes)}`, void 0, answer.status);
    }
  }
  page(id) {
    return `${this.address}/runs/${encodeURIComponent(id)}`;
  }
};
function form(files) {
  const form2 = new FormData();
  for (const file of files) {
    form2.append("files", new Blob([file.bytes]), file.name);
  }
  return form2;
}
function taken(answer) {
  if (answer.status === 202) {
    return json(answer);
  }
  if (answer.status === 422) {
    return { nothing: words(answer.bytes) };
  }
  if (answer.status === 409) {
    throw new Problem(`the farm tests nothing of this: ${words(answer.bytes)}`, INFRA, answer.status);
  }
  throw new Problem(`the farm refuses the build: ${words(answer.bytes)}`, USAGE, answer.status);
}
function json(answer) {
  return JSON.parse(Buffer.from(answer.bytes).toString("utf8"));
}

// src/post.mjs
var run = state("run");
if (run && state("over") !== "true") {
  secret(state("token"));
  try {
    await new Farm(state("farm"), state("token"), 2).cancel(run);
    info(`run ${run} is cancelled with its job`);
  } catch (problem) {
    warning(problem.message);
  }
}
process.exit(0);
