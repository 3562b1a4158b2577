// What a board may say to a terminal: text, and a short list of what moves and colours it. Titles, the
// clipboard, links, windows, questions that a terminal would answer, mouse reports and turned text are
// left out before the terminal sees them. It keeps its place between two calls.
globalThis.harmless = () => {
  "use strict";
  // Small numbers only: a terminal does some of these as often as it is told to.
  const MOVES_AND_COLOURS = /^[0-9]{0,3}(?:[;:][0-9]{0,3}){0,19}[@A-HJ-MPSTX`ad-gmr]$/;
  const CONTROLS = "\b\t\n\r";
  const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
  const LONGEST_STRING = 4096;
  const LONGEST_SEQUENCE = 64;
  let state = "text";
  let held = "";
  let skipped = 0;

  const text = (c) => {
    if (c === "\x1b") {
      state = "escape";
      return "";
    }
    const code = c.codePointAt(0);
    if (code < 0x20) {
      return CONTROLS.includes(c) ? c : "";
    }
    if (code >= 0x7f && code <= 0x9f) {
      return "";
    }
    return TURNS.test(c) ? "\ufffd" : c;
  };

  const escape = (c) => {
    held = "";
    skipped = 0;
    if (c === "[") {
      state = "sequence";
    } else if ("]PX^_".includes(c)) {
      state = "string";
    } else if (c >= " " && c <= "/") {
      state = "escape";
    } else {
      state = "text";
      return c < " " || c > "~" ? text(c) : "";
    }
    return "";
  };

  const sequence = (c) => {
    if (c < " " || c > "~" || held.length > LONGEST_SEQUENCE) {
      state = "text";
      return text(c);
    }
    held += c;
    if (c < "@") {
      return "";
    }
    state = "text";
    return MOVES_AND_COLOURS.test(held) ? "\x1b[" + held : "";
  };

  // One that has no end does not hide what follows it for ever.
  const string = (c) => {
    skipped += 1;
    if (c === "\x1b") {
      state = "escape";
    } else if (c === "\x07" || c === "\x9c" || c === "\r" || c === "\n" || skipped > LONGEST_STRING) {
      state = "text";
    }
    return c === "\r" || c === "\n" ? c : "";
  };

  const states = { text, escape, sequence, string };
  return (said) => {
    let out = "";
    for (const c of said) {
      out += states[state](c);
    }
    return out;
  };
};
