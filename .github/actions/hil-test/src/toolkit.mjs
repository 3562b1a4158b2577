// What a step says to the runner (docs.github.com, "Workflow commands for GitHub Actions"): commands on standard output,
// and files that the runner names.
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { EOL } from 'node:os';

/** An input by its name; empty where it is not said. */
export function input(name) {
  return (process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
}

/** What the main step left for the post step. */
export function state(name) {
  return process.env[`STATE_${name}`] ?? '';
}

export function saveState(name, value) {
  keyed('GITHUB_STATE', name, value);
}

export function output(name, value) {
  keyed('GITHUB_OUTPUT', name, value);
}

/** A value may hold anything: the delimiter is one that nobody could know. */
function keyed(file, name, value) {
  const path = process.env[file];
  if (!path) {
    return;
  }
  const end = `hil_${randomUUID()}`;
  appendFileSync(path, `${name}<<${end}${EOL}${value}${EOL}${end}${EOL}`);
}

/** From now on the runner shows stars in its place. */
export function secret(value) {
  if (value) {
    say(`::add-mask::${data(value)}`);
  }
}

/** A line of our own words. */
export function info(text) {
  say(plain(text));
}

export function warning(text) {
  say(`::warning::${data(text)}`);
}

/** An error, as an annotation with a title. */
export function error(text, title = 'HIL Farm') {
  say(`::error title=${property(title)}::${data(text)}`);
}

/** Words of a device or of a stranger: nothing in them is a command, whatever they look like. */
export function foreign(lines) {
  if (lines.length === 0) {
    return;
  }
  const end = randomUUID();
  say(`::stop-commands::${end}`);
  for (const line of lines) {
    say(printable(line));
  }
  say(`::${end}::`);
}

/** Adds to the step's summary, which may have 1 MiB. */
export function summary(markdown) {
  const path = process.env.GITHUB_STEP_SUMMARY;
  if (path) {
    appendFileSync(path, markdown);
  }
}

function say(line) {
  process.stdout.write(line + EOL);
}

/** One line that is no command: those begin with :: or hold ##[. */
function plain(text) {
  return printable(text).replace(/^(\s*):{2}/, '$1: :').replaceAll('##[', '## [');
}

/** Without control characters, and on one line. */
export function printable(text) {
  return String(text).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ');
}

function data(text) {
  return String(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text) {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
