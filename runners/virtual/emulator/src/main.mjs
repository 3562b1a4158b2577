#!/usr/bin/env node
// Plays the chips of one rack: frames on stdin and stdout, log lines on stderr. Ends at stdin's end.
import { BadFrame } from './wire/frames.mjs';
import { Rack } from './rack.mjs';

const MALFORMED = 2;

function end(status, text) {
  if (text) process.stderr.write(`emulator: ${text}\n`);
  process.exit(status);
}

// rp2040js tells of odd register accesses on the console: firmware could write a log without end, or into the frames.
for (const method of ['debug', 'log', 'info', 'warn', 'error']) console[method] = () => {};

const rack = new Rack({
  write: (bytes) => process.stdout.write(bytes),
  room: () => process.stdout.writableLength < 4 * 1024 * 1024,
  log: (text) => process.stderr.write(`emulator: ${text}\n`),
});

process.stdout.on('error', () => end(0));
process.stdin.on('data', (bytes) => {
  try {
    rack.push(bytes);
  } catch (problem) {
    if (!(problem instanceof BadFrame)) throw problem;
    end(MALFORMED, problem.message);
  }
});
process.stdin.on('end', () => {
  rack.close();
  if (rack.unfinished) end(MALFORMED, `the rack's stream ended inside a frame, after ${rack.unfinished} bytes of it`);
  end(0);
});
