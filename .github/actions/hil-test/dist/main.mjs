// Made of ../src by ../build.mjs; do not edit.

// src/main.mjs
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

// src/problem.mjs
var PASS = 0;
var FAILED = 1;
var USAGE = 2;
var INFRA = 3;
var TIMED_OUT = 4;
var CANCELLED = 130;
var Problem = class extends Error {
  constructor(message, code2 = INFRA, status = 0) {
    super(message);
    this.code = code2;
    this.status = status;
  }
};

// src/toolkit.mjs
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { EOL } from "node:os";
function input(name) {
  return (process.env[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`] ?? "").trim();
}
function saveState(name, value) {
  keyed("GITHUB_STATE", name, value);
}
function output(name, value) {
  keyed("GITHUB_OUTPUT", name, value);
}
function keyed(file, name, value) {
  const path = process.env[file];
  if (!path) {
    return;
  }
  const end2 = `hil_${randomUUID()}`;
  appendFileSync(path, `${name}<<${end2}${EOL}${value}${EOL}${end2}${EOL}`);
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
function error(text, title = "HIL Farm") {
  say(`::error title=${property(title)}::${data(text)}`);
}
function foreign(lines) {
  if (lines.length === 0) {
    return;
  }
  const end2 = randomUUID();
  say(`::stop-commands::${end2}`);
  for (const line of lines) {
    say(printable(line));
  }
  say(`::${end2}::`);
}
function summary(markdown) {
  const path = process.env.GITHUB_STEP_SUMMARY;
  if (path) {
    appendFileSync(path, markdown);
  }
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
function property(text) {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
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
  return new Promise((resolve2, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(done, millis);
    signal?.addEventListener("abort", broken, { once: true });
    function done() {
      signal?.removeEventListener("abort", broken);
      resolve2();
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

// src/identity.mjs
async function credential(wanted, signal) {
  if (wanted.token) {
    secret(wanted.token);
    return wanted.token;
  }
  let last;
  for (let attempt = 0; attempt < 3; attempt++) {
    const identity = await identityOf(wanted, signal);
    try {
      return await ticket(wanted, identity, signal);
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.status !== 0) {
        throw problem;
      }
      last = problem;
      warning(`${problem.message}; asking once more with a new identity`);
    }
  }
  throw last;
}
async function identityOf(wanted, signal) {
  const url = process.env.ACTIONS_ID_TOKEN_REQUEST_URL;
  const bearer = process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN;
  if (!url || !bearer) {
    throw new Problem(
      'GitHub gives this job no identity. Either its permissions lack "id-token: write", or it belongs to a pull request of a fork, which never has one: start the workflow on workflow_run instead, or say an API token (input token).',
      USAGE
    );
  }
  const asked2 = new URL(url);
  asked2.searchParams.set("audience", wanted.audience);
  const answer = await ask({
    url: asked2,
    headers: { Authorization: `Bearer ${bearer}` },
    retries: wanted.retries,
    millis: 2e4,
    signal
  });
  const value = answer.status === 200 ? JSON.parse(Buffer.from(answer.bytes).toString("utf8")).value : "";
  if (typeof value !== "string" || !value) {
    throw new Problem(`GitHub gave no identity: answered ${answer.status}`, INFRA, answer.status);
  }
  secret(value);
  return value;
}
async function ticket(wanted, identity, signal) {
  const answer = await ask({
    method: "POST",
    url: `${wanted.farm}/api/v1/auth/github`,
    headers: { "Content-Type": "application/json" },
    body: () => JSON.stringify({ token: identity }),
    millis: 3e4,
    signal
  });
  if (answer.status !== 201) {
    throw new Problem(`the farm refuses this workflow: ${words(answer.bytes)}`, USAGE, answer.status);
  }
  const given = JSON.parse(Buffer.from(answer.bytes).toString("utf8")).token;
  secret(given);
  return given;
}

// src/farm.mjs
import { randomUUID as randomUUID2 } from "node:crypto";
var WAIT_S = 30;
var UPLOAD_MS = 10 * 6e4;
var CANCEL_MS = 5e3;
var Farm = class {
  constructor(address2, token, retries) {
    this.address = address2;
    this.token = token;
    this.retries = retries;
  }
  #headers(more = {}) {
    return { Authorization: `Bearer ${this.token}`, ...more };
  }
  /** Hands files in; said again after a lost answer it is the same run. */
  async push(files, query2, until) {
    const key = randomUUID2();
    const answer = await ask({
      method: "POST",
      url: `${this.address}/api/v1/runs?${new URLSearchParams(query2)}`,
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

// src/firmware.mjs
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
var MOST_FILES = 500;
var MOST_BYTES = 256 * 1024 * 1024;
var DEEPEST = 12;
function firmware(patterns, root = process.env.GITHUB_WORKSPACE || process.cwd()) {
  const found = /* @__PURE__ */ new Set();
  for (const pattern of patterns) {
    const before = found.size;
    walk(root, "", shape(pattern), found, 0);
    if (found.size === before) {
      throw new Problem(`firmware: no file is called ${pattern} below ${root}`, USAGE);
    }
  }
  return read([...found].sort(), root);
}
function read(paths, root) {
  let bytes = 0;
  const names = /* @__PURE__ */ new Set();
  return paths.map((path) => {
    bytes += statSync(join(root, path)).size;
    if (bytes > MOST_BYTES) {
      throw new Problem(`firmware: more than ${MOST_BYTES} bytes; the farm takes no more`, USAGE);
    }
    const name = names.has(basename(path)) ? path : basename(path);
    names.add(basename(path));
    return { name, bytes: readFileSync(join(root, path)) };
  });
}
function walk(root, below, wanted, found, depth) {
  for (const entry of readdirSync(resolve(root, below), { withFileTypes: true })) {
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory() && depth < DEEPEST && entry.name !== ".git" && entry.name !== "node_modules") {
      walk(root, path, wanted, found, depth + 1);
    } else if (entry.isFile() && wanted.test(path)) {
      found.add(path);
      if (found.size > MOST_FILES) {
        throw new Problem(`firmware: more than ${MOST_FILES} files; the farm takes no more`, USAGE);
      }
    }
  }
}
function shape(pattern) {
  const parts = pattern.replace(/^\.\//, "").split(/(\*\*\/|\*\*|\*|\?)/);
  const source = parts.map((part) => {
    switch (part) {
      case "**/":
        return "(?:[^/]+/)*";
      case "**":
        return ".*";
      case "*":
        return "[^/]*";
      case "?":
        return "[^/]";
      default:
        return part.replace(/[.+^${}()|[\]\\]/g, "\\$&");
    }
  });
  return new RegExp(`^${source.join("")}$`);
}

// src/follow.mjs
var REPORT_MS = 6e4;
var BREATH_MS = 1e3;
async function follow(farm, id, end2, signal) {
  let until = end2;
  let told = "";
  let seen;
  for (; ; ) {
    const began = Date.now();
    const run = await asked(farm, id, until, signal, seen);
    if (run.verdict && !seen?.verdict) {
      until = Math.min(until, Date.now() + REPORT_MS);
    }
    seen = run;
    const now = words2(run);
    if (now !== told) {
      info(`${(/* @__PURE__ */ new Date()).toISOString()} ${now}`);
      told = now;
    }
    if (run.verdict && run.reportUrl || Date.now() >= until) {
      return run;
    }
    if (Date.now() - began < BREATH_MS) {
      await rest(BREATH_MS, signal);
    }
  }
}
async function asked(farm, id, until, signal, seen) {
  try {
    return await farm.run(id, { waits: Boolean(seen), until, signal });
  } catch (failure) {
    if (seen && !signal.aborted && Date.now() >= until) {
      warning(failure.message);
      return seen;
    }
    throw failure;
  }
}
function words2(run) {
  const jobs = run.jobs ?? [];
  const done = jobs.filter((job) => job.state === "done").length;
  const first = jobs.flatMap((job) => job.outlook ? [job.outlook] : []).sort((a, b) => a.position - b.position)[0];
  const waits = run.state === "queued" && first ? `, number ${first.position} in the queue` : "";
  return `run ${run.run}: ${run.verdict ?? run.state}, ${done} of ${jobs.length} jobs done${waits}`;
}
function tell(run, pairs2) {
  foreign([
    ...(run.reasons ?? []).map((reason) => `  ${reason}`),
    ...pairs2.map(
      (pair) => `  ${pair.boardType} ${pair.script}: ${pair.status}${pair.flaky ? " (flaky)" : ""} ${pair.reason}`
    )
  ]);
}

// src/inputs.mjs
var LOCAL = ["localhost", "127.0.0.1", "[::1]"];
function inputs() {
  const problems = [];
  const wanted = {
    farm: address(input("farm-url"), problems),
    audience: input("audience") || input("farm-url").replace(/\/+$/, ""),
    token: input("token"),
    mode: oneOf("mode", ["pull", "push"], "pull", problems),
    runId: input("run-id"),
    firmware: input("firmware").split("\n").map((line) => line.trim()).filter(Boolean),
    suite: input("suite") || "pr",
    boards: input("boards"),
    rack: input("rack"),
    name: input("name"),
    wait: flag("wait", true, problems),
    timeoutMinutes: number("timeout-minutes", 60, 0.05, 1440, problems),
    failOn: oneOf("fail-on", ["infra", "failure", "never"], "infra", problems),
    noBoards: oneOf("no-boards", ["fail", "skip"], "fail", problems),
    junitPath: input("junit-path"),
    ctrfPath: input("ctrf-path"),
    summary: flag("summary", true, problems),
    annotations: whole("annotations", 10, 0, 10, problems),
    endsRun: flag("cancel-on-abort", true, problems),
    retries: whole("client-retries", 10, 0, 100, problems)
  };
  wanted.endsRun &&= wanted.mode === "push";
  if (wanted.mode === "push" && wanted.firmware.length === 0) {
    problems.push("firmware: say which files to send, such as firmware/**/*.uf2");
  }
  if (wanted.mode === "pull" && !/^[1-9][0-9]{0,17}$/.test(wanted.runId)) {
    problems.push("run-id: say whose artifacts: no workflow run started this one");
  }
  if (wanted.mode === "pull" && !/^[1-9][0-9]{0,17}$/.test(process.env.GITHUB_REPOSITORY_ID ?? "")) {
    problems.push("GITHUB_REPOSITORY_ID: is not set, so this is no job of GitHub Actions: use mode push");
  }
  if (problems.length > 0) {
    throw new Problem(problems.join("\n"), USAGE);
  }
  return wanted;
}
function address(text, problems) {
  try {
    const url = new URL(text);
    const local = LOCAL.includes(url.hostname);
    if (url.username || url.password || url.search || url.hash || !["https:", "http:"].includes(url.protocol)) {
      problems.push("farm-url: must be an address such as https://farm.example");
    } else if (url.protocol === "http:" && !local) {
      problems.push("farm-url: must begin with https://, or others on the way could read the token");
    }
    return text.replace(/\/+$/, "");
  } catch {
    problems.push("farm-url: must be an address such as https://farm.example");
    return "";
  }
}
function oneOf(name, allowed, usual, problems) {
  const said = input(name) || usual;
  if (!allowed.includes(said)) {
    problems.push(`${name}: must be ${allowed.join(" or ")}, not "${said}"`);
  }
  return said;
}
function flag(name, usual, problems) {
  return oneOf(name, ["true", "false"], String(usual), problems) === "true";
}
function number(name, usual, least, most, problems) {
  const said = input(name) || String(usual);
  const value = Number(said);
  if (!/^[0-9]{1,4}([.][0-9]{1,3})?$/.test(said) || value < least || value > most) {
    problems.push(`${name}: must be a number, ${least} to ${most}, not "${said}"`);
  }
  return value;
}
function whole(name, usual, least, most, problems) {
  const said = input(name) || String(usual);
  const value = Number(said);
  if (!/^[0-9]{1,6}$/.test(said) || value < least || value > most) {
    problems.push(`${name}: must be a whole number, ${least} to ${most}, not "${said}"`);
  }
  return value;
}

// src/result.mjs
var UNTESTED = { result: "infra-error", conclusion: "failure", code: INFRA };
var RESULTS = {
  mergeable: { result: "passed", conclusion: "success", code: PASS },
  blocked: { result: "failed", conclusion: "failure", code: FAILED },
  undecided: UNTESTED,
  cancelled: { result: "cancelled", conclusion: "cancelled", code: CANCELLED }
};
var NONE = { result: "timed-out", conclusion: "timed_out", code: TIMED_OUT };
var SKIPPED = { result: "skipped", conclusion: "skipped", code: PASS };
function result(run) {
  return run.verdict ? RESULTS[run.verdict] ?? RESULTS.undecided : NONE;
}
function exitCode(result2, failOn2) {
  if (failOn2 === "never" || failOn2 === "failure" && result2.code !== FAILED) {
    return PASS;
  }
  return result2.code;
}
function pairs(run) {
  return (run.required ?? []).map((pair) => {
    const tries = (run.boards ?? []).filter((board) => board.boardType === pair.boardType && !board.control && !board.emulated).flatMap((board) => board.scripts.filter((script) => script.name === pair.script));
    const passed = tries.some((script) => script.status === "passed");
    const failed2 = tries.some((script) => script.status === "failed");
    const last = tries.at(-1);
    const bad = tries.filter((script) => script.status === "failed").at(-1) ?? last;
    return {
      ...pair,
      status: last?.status ?? "not-run",
      flaky: passed && failed2,
      blame: bad?.blame ?? "",
      reason: last?.status === "passed" ? "" : bad?.reason ?? "",
      resets: tries.flatMap((script) => script.resetReasons ?? [])
    };
  });
}
function counts(all) {
  return {
    total: all.length,
    passed: all.filter((pair) => pair.status === "passed").length,
    failed: all.filter((pair) => pair.status === "failed").length,
    flaky: all.filter((pair) => pair.flaky).length,
    skipped: all.filter((pair) => !["passed", "failed"].includes(pair.status)).length
  };
}

// src/summary.mjs
var MOST_CHARACTERS = 2e5;
var MOST_ROWS = 400;
var LONGEST_REASON = 300;
var MARKS = { passed: "✅ passed", failed: "❌ failed", skipped: "⚪ skipped", "not-run": "⚪ not run" };
function summary2(run, outcome, pairs2, page) {
  const lines = [`## HIL Farm: ${outcome.result}`, ""];
  lines.push(`[Run ${escaped(run.run)}](${page})${run.reportUrl ? ` · [Allure report](${link(run.reportUrl)})` : ""}`, "");
  for (const reason of (run.reasons ?? []).slice(0, 20)) {
    lines.push(`- ${escaped(cut(reason))}`);
  }
  lines.push("", "| board type | script | result | what it says |", "| --- | --- | --- | --- |");
  for (const pair of pairs2.slice(0, MOST_ROWS)) {
    const mark = (MARKS[pair.status] ?? escaped(pair.status)) + (pair.flaky ? " (flaky)" : "");
    const said = [pair.reason && escaped(cut(pair.reason)), pair.resets.length > 0 && resets(pair.resets)];
    lines.push(`| ${escaped(pair.boardType)} | ${escaped(pair.script)} | ${mark} | ${said.filter(Boolean).join("<br>")} |`);
  }
  if (pairs2.length > MOST_ROWS) {
    lines.push("", `${pairs2.length - MOST_ROWS} more rows are on the run's page.`);
  }
  if ((run.notCovered ?? []).length > 0) {
    lines.push("", `No board here for: ${run.notCovered.slice(0, 50).map(escaped).join(", ")}`);
  }
  const text = lines.join("\n") + "\n";
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}

…cut; all of it is on the run's page.
` : text;
}
function resets(reasons) {
  const counts2 = /* @__PURE__ */ new Map();
  for (const reason of reasons) {
    counts2.set(reason, (counts2.get(reason) ?? 0) + 1);
  }
  return `resets: ${[...counts2].map(([reason, count]) => `${escaped(reason)} × ${count}`).join(", ")}`;
}
function cut(text) {
  return text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON)}…` : text;
}
function link(url) {
  return /^https?:\/\/[^\s()<>"]+$/.test(url) ? url : "#";
}
function escaped(text) {
  return printable(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replace(/[\\`*_{}[\]()#+!|~^$-]/g, "\\$&").replace(/@/g, "@​").replace(/(https?|www)(?=[:.])/gi, "$1​");
}

// src/main.mjs
var LAST_WORDS_MS = 4e3;
var FETCH_BREATH_MS = 3e3;
var MOST_TITLE = 200;
var MOST_MESSAGE = 2e3;
var stop = new AbortController();
process.on("SIGINT", () => stop.abort(new Error("the job was cancelled")));
process.on("SIGTERM", () => stop.abort(new Error("the job was cancelled")));
async function main(wanted) {
  const until = Date.now() + wanted.timeoutMinutes * 6e4;
  const files = wanted.mode === "push" ? firmware(wanted.firmware) : [];
  const farm = new Farm(wanted.farm, await credential(wanted, stop.signal), wanted.retries);
  saveState("farm", wanted.farm);
  saveState("token", farm.token);
  const accepted = await handIn(farm, wanted, files, until);
  if (accepted.nothing) {
    return nothing(accepted.nothing, wanted);
  }
  if (accepted.waits) {
    output("result", "submitted");
    return PASS;
  }
  output("run-id", accepted.run);
  output("run-url", farm.page(accepted.run));
  info(`run ${accepted.run}: ${accepted.jobs} jobs; see ${farm.page(accepted.run)}`);
  if (!wanted.wait) {
    output("result", "submitted");
    return PASS;
  }
  if (wanted.endsRun) {
    saveState("run", accepted.run);
  }
  return judged(farm, wanted, accepted.run, until);
}
async function handIn(farm, wanted, files, until) {
  const handed = wanted.mode === "push" ? farm.push(files, query(wanted), until) : pulled(farm, wanted, until);
  handed.catch(() => {
  });
  try {
    return await Promise.race([handed, stopped()]);
  } catch (failure) {
    if (stop.signal.aborted && wanted.endsRun) {
      const late = await Promise.race([handed, quietly(rest(LAST_WORDS_MS))]).catch(() => void 0);
      if (late?.run) {
        await end(farm, late.run, wanted);
      }
    }
    throw failure;
  }
}
async function pulled(farm, wanted, until) {
  const wish = { repositoryId: Number(process.env.GITHUB_REPOSITORY_ID), workflowRun: Number(wanted.runId) };
  let told = "";
  for (; ; ) {
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
  return `${process.env.GITHUB_REPOSITORY ?? "a build"} ${(process.env.GITHUB_SHA ?? "").slice(0, 10)}`.trim();
}
async function judged(farm, wanted, id, until) {
  try {
    const run = await follow(farm, id, until, stop.signal);
    saveState("over", "true");
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
  for (const [name, value] of Object.entries({ ...counts(all), ...outcome, "report-url": run.reportUrl ?? "" })) {
    if (name !== "code") {
      output(name, value);
    }
  }
  if (wanted.summary) {
    summary(summary2(run, outcome, all, farm.page(run.run)));
  }
  await exported(farm, run.run, "junit.xml", "junit-path", wanted.junitPath);
  await exported(farm, run.run, "ctrf.json", "ctrf-path", wanted.ctrfPath);
  annotate(all, wanted.annotations);
  const code2 = exitCode(outcome, wanted.failOn);
  const words3 = `HIL Farm: ${outcome.result}, run ${run.run}: ${farm.page(run.run)}`;
  if (code2 === PASS) {
    (outcome.code === PASS ? info : warning)(words3);
  } else {
    error(words3);
  }
  return code2;
}
function annotate(all, most) {
  for (const pair of all.filter((p) => p.status === "failed").slice(0, most)) {
    const title = `${pair.script} on ${pair.boardType}`.slice(0, MOST_TITLE);
    error(`${pair.reason}`.slice(0, MOST_MESSAGE) || "failed", title);
  }
}
async function exported(farm, id, form2, name, path) {
  if (!path) {
    return;
  }
  try {
    const results = await farm.results(id, form2);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, results);
    output(name, path);
  } catch (problem) {
    warning(`${name}: ${problem.message}`);
  }
}
function nothing(why, wanted) {
  foreign([why]);
  output("result", SKIPPED.result);
  output("conclusion", wanted.noBoards === "skip" ? SKIPPED.conclusion : "failure");
  if (wanted.noBoards === "skip") {
    warning("HIL Farm: nothing could be tested");
    return PASS;
  }
  error("HIL Farm: nothing could be tested (no-boards: skip would let that pass)");
  return USAGE;
}
async function end(farm, id, wanted) {
  if (!wanted.endsRun) {
    info(`run ${id} goes on without its job: ${farm.page(id)}`);
    return;
  }
  saveState("run", id);
  try {
    await farm.cancel(id);
    saveState("over", "true");
    info(`run ${id} is cancelled with its job`);
  } catch (problem) {
    warning(problem.message);
  }
}
function stopped() {
  return new Promise((_, reject) => {
    stop.signal.addEventListener("abort", () => reject(stop.signal.reason), { once: true });
  });
}
async function quietly(promise) {
  await promise;
  return void 0;
}
function cancelled() {
  output("result", "cancelled");
  output("conclusion", "cancelled");
  return CANCELLED;
}
function failed(failure, failOn2) {
  const known = failure instanceof Problem;
  const outcome = known && failure.code === TIMED_OUT ? NONE : { ...UNTESTED, code: known ? failure.code : INFRA };
  output("result", outcome.result);
  output("conclusion", outcome.conclusion);
  const code2 = outcome.code === USAGE ? USAGE : exitCode(outcome, failOn2);
  (code2 === PASS ? warning : error)(known ? failure.message : `hil-test failed: ${failure?.stack ?? failure}`);
  return code2;
}
var code;
var failOn = "infra";
try {
  const wanted = inputs();
  failOn = wanted.failOn;
  code = await main(wanted);
} catch (failure) {
  code = stop.signal.aborted ? cancelled() : failed(failure, failOn);
}
process.exit(code);
