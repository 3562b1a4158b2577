// Who this job is: by an identity that GitHub signs for it, exchanged at the farm for a ticket; or by a token.
import { ask, words } from './web.mjs';
import { secret, warning } from './toolkit.mjs';
import { INFRA, Problem, USAGE } from './problem.mjs';

/** @returns {Promise<string>} what the farm lets in */
export async function credential(wanted, signal) {
  if (wanted.token) {
    secret(wanted.token);
    return wanted.token;
  }
  let last;
  for (let attempt = 0; attempt < 3; attempt++) {
    // An identity counts once: where an answer was lost, a new one is needed.
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
      'GitHub gives this job no identity. Either its permissions lack "id-token: write", or it belongs to a pull request' +
        ' of a fork, which never has one: start the workflow on workflow_run instead, or say an API token (input token).',
      USAGE,
    );
  }
  const asked = new URL(url);
  asked.searchParams.set('audience', wanted.audience);
  const answer = await ask({
    url: asked,
    headers: { Authorization: `Bearer ${bearer}` },
    retries: wanted.retries,
    millis: 20_000,
    signal,
  });
  const value = answer.status === 200 ? JSON.parse(Buffer.from(answer.bytes).toString('utf8')).value : '';
  if (typeof value !== 'string' || !value) {
    throw new Problem(`GitHub gave no identity: answered ${answer.status}`, INFRA, answer.status);
  }
  secret(value);
  return value;
}

async function ticket(wanted, identity, signal) {
  const answer = await ask({
    method: 'POST',
    url: `${wanted.farm}/api/v1/auth/github`,
    headers: { 'Content-Type': 'application/json' },
    body: () => JSON.stringify({ token: identity }),
    millis: 30_000,
    signal,
  });
  if (answer.status !== 201) {
    throw new Problem(`the farm refuses this workflow: ${words(answer.bytes)}`, USAGE, answer.status);
  }
  const given = JSON.parse(Buffer.from(answer.bytes).toString('utf8')).token;
  secret(given);
  return given;
}
