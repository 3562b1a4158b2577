// What the workflow asks for; everything that is wrong is told at once.
import { input } from './toolkit.mjs';
import { Problem, USAGE } from './problem.mjs';

const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

export function inputs() {
  const problems = [];
  const wanted = {
    farm: address(input('farm-url'), problems),
    audience: input('audience') || input('farm-url').replace(/\/+$/, ''),
    token: input('token'),
    mode: oneOf('mode', ['pull', 'push'], 'pull', problems),
    runId: input('run-id'),
    firmware: input('firmware').split('\n').map((line) => line.trim()).filter(Boolean),
    suite: input('suite') || 'pr',
    boards: input('boards'),
    rack: input('rack'),
    name: input('name'),
    wait: flag('wait', true, problems),
    timeoutMinutes: number('timeout-minutes', 60, 0.05, 1440, problems),
    failOn: oneOf('fail-on', ['infra', 'failure', 'never'], 'infra', problems),
    noBoards: oneOf('no-boards', ['fail', 'skip'], 'fail', problems),
    junitPath: input('junit-path'),
    ctrfPath: input('ctrf-path'),
    summary: flag('summary', true, problems),
    annotations: whole('annotations', 10, 0, 10, problems),
    endsRun: flag('cancel-on-abort', true, problems),
    retries: whole('client-retries', 10, 0, 100, problems),
  };
  // What the farm fetched itself is tested for its own check: a step that only follows it ends nothing.
  wanted.endsRun &&= wanted.mode === 'push';
  if (wanted.mode === 'push' && wanted.firmware.length === 0) {
    problems.push('firmware: say which files to send, such as firmware/**/*.uf2');
  }
  if (wanted.mode === 'pull' && !/^[1-9][0-9]{0,17}$/.test(wanted.runId)) {
    problems.push('run-id: say whose artifacts: no workflow run started this one');
  }
  if (wanted.mode === 'pull' && !/^[1-9][0-9]{0,17}$/.test(process.env.GITHUB_REPOSITORY_ID ?? '')) {
    problems.push('GITHUB_REPOSITORY_ID: is not set, so this is no job of GitHub Actions: use mode push');
  }
  if (problems.length > 0) {
    throw new Problem(problems.join('\n'), USAGE);
  }
  return wanted;
}

/** A secret goes out only where nobody on the way can read it. */
function address(text, problems) {
  try {
    const url = new URL(text);
    const local = LOCAL.includes(url.hostname);
    if (url.username || url.password || url.search || url.hash || !['https:', 'http:'].includes(url.protocol)) {
      problems.push('farm-url: must be an address such as https://farm.example');
    } else if (url.protocol === 'http:' && !local) {
      problems.push('farm-url: must begin with https://, or others on the way could read the token');
    }
    return text.replace(/\/+$/, '');
  } catch {
    problems.push('farm-url: must be an address such as https://farm.example');
    return '';
  }
}

function oneOf(name, allowed, usual, problems) {
  const said = input(name) || usual;
  if (!allowed.includes(said)) {
    problems.push(`${name}: must be ${allowed.join(' or ')}, not "${said}"`);
  }
  return said;
}

function flag(name, usual, problems) {
  return oneOf(name, ['true', 'false'], String(usual), problems) === 'true';
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
