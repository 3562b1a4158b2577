// The step's summary: the verdict first, then a table of board types and scripts.
import { printable } from './toolkit.mjs';

/** The runner takes 1 MiB of a step; what is longer is cut here, where it can be said. */
const MOST_CHARACTERS = 200_000;
const MOST_ROWS = 400;
const LONGEST_REASON = 300;

const MARKS = { passed: '✅ passed', failed: '❌ failed', skipped: '⚪ skipped', 'not-run': '⚪ not run' };

export function summary(run, outcome, pairs, page) {
  const lines = [`## HIL Farm: ${outcome.result}`, ''];
  lines.push(`[Run ${escaped(run.run)}](${page})${run.reportUrl ? ` · [Allure report](${link(run.reportUrl)})` : ''}`, '');
  for (const reason of (run.reasons ?? []).slice(0, 20)) {
    lines.push(`- ${escaped(cut(reason))}`);
  }
  lines.push('', '| board type | script | result | what it says |', '| --- | --- | --- | --- |');
  for (const pair of pairs.slice(0, MOST_ROWS)) {
    const mark = (MARKS[pair.status] ?? escaped(pair.status)) + (pair.flaky ? ' (flaky)' : '');
    const said = [pair.reason && escaped(cut(pair.reason)), pair.resets.length > 0 && resets(pair.resets)];
    lines.push(`| ${escaped(pair.boardType)} | ${escaped(pair.script)} | ${mark} | ${said.filter(Boolean).join('<br>')} |`);
  }
  if (pairs.length > MOST_ROWS) {
    lines.push('', `${pairs.length - MOST_ROWS} more rows are on the run's page.`);
  }
  if ((run.notCovered ?? []).length > 0) {
    lines.push('', `No board here for: ${run.notCovered.slice(0, 50).map(escaped).join(', ')}`);
  }
  const text = lines.join('\n') + '\n';
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}\n\n…cut; all of it is on the run's page.\n` : text;
}

function resets(reasons) {
  const counts = new Map();
  for (const reason of reasons) {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return `resets: ${[...counts].map(([reason, count]) => `${escaped(reason)} × ${count}`).join(', ')}`;
}

function cut(text) {
  return text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON)}…` : text;
}

/** An address that can end nothing it stands in. */
function link(url) {
  return /^https?:\/\/[^\s()<>"]+$/.test(url) ? url : '#';
}

/** Text that is neither Markdown nor HTML, mentions nobody and names no issue. */
export function escaped(text) {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~^$-]/g, '\\$&')
    .replace(/@/g, '@\u200b')
    .replace(/(https?|www)(?=[:.])/gi, '$1\u200b');
}
