// The farm's HTTP API, as far as a workflow needs it.
import { randomUUID } from 'node:crypto';
import { ask, words } from './web.mjs';
import { INFRA, Problem, USAGE } from './problem.mjs';

/** Longer than the farm lets a question wait. */
const WAIT_S = 30;
const UPLOAD_MS = 10 * 60_000;
const CANCEL_MS = 5000;

export class Farm {
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
      method: 'POST',
      url: `${this.address}/api/v1/runs?${new URLSearchParams(query)}`,
      headers: this.#headers({ 'Idempotency-Key': key }),
      body: () => form(files),
      millis: UPLOAD_MS,
      retries: this.retries,
      until,
    });
    return taken(answer);
  }

  /** The run of a build that the farm fetches itself, or what that waits for. */
  async pull(wish, until) {
    const answer = await ask({
      method: 'POST',
      url: `${this.address}/api/v1/runs/pull`,
      headers: this.#headers({ 'Content-Type': 'application/json' }),
      body: () => JSON.stringify(wish),
      retries: this.retries,
      until,
    });
    return taken(answer);
  }

  /** The run as it is, or once it is over, where the farm is to let this wait for a while. */
  async run(id, { waits, until, signal }) {
    const wait = waits ? Math.min(WAIT_S, Math.max(0, Math.ceil((until - Date.now()) / 1000))) : 0;
    const answer = await ask({
      url: `${this.address}/api/v1/runs/${encodeURIComponent(id)}?wait=${wait}`,
      headers: this.#headers(),
      retries: this.retries,
      until,
      signal,
    });
    if (answer.status !== 200) {
      throw new Problem(`run ${id}: ${words(answer.bytes)}`, undefined, answer.status);
    }
    return json(answer);
  }

  /** The run's results in a form of others. */
  async results(id, form) {
    const answer = await ask({
      url: `${this.address}/api/v1/runs/${encodeURIComponent(id)}/${form}`,
      headers: this.#headers({ Accept: '*/*' }),
      retries: this.retries,
    });
    if (answer.status !== 200) {
      throw new Problem(`${form}: ${words(answer.bytes)}`, undefined, answer.status);
    }
    return answer.bytes;
  }

  /** Ends the run; quickly, since whoever cancels a job waits a few seconds only. */
  async cancel(id) {
    const answer = await ask({
      method: 'POST',
      url: `${this.address}/api/v1/runs/${encodeURIComponent(id)}/cancel`,
      headers: this.#headers(),
      millis: CANCEL_MS,
    });
    if (answer.status !== 200) {
      throw new Problem(`run ${id} could not be cancelled: ${words(answer.bytes)}`, undefined, answer.status);
    }
  }

  page(id) {
    return `${this.address}/runs/${encodeURIComponent(id)}`;
  }
}

function form(files) {
  const form = new FormData();
  for (const file of files) {
    form.append('files', new Blob([file.bytes]), file.name);
  }
  return form;
}

/** A run, or why there is none: {run}, {waits} or {nothing}. */
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
  return JSON.parse(Buffer.from(answer.bytes).toString('utf8'));
}
