// The terminal in its sandbox: it knows no address and no secret. The page gives it what a board said, as
// bytes; it gives the page what somebody typed, while the page lets it.
(() => {
  "use strict";
  const FONT = 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace';
  const SIZE = 14;
  const ROWS = 24;
  const BESIDE = 24;
  const LIGHT = { background: "#ffffff", foreground: "#1d1a29", cursor: "#5b3fa8", cursorAccent: "#ffffff", selectionBackground: "#d6cdf0" };
  const DARK = { background: "#1e1b29", foreground: "#eceaf4", cursor: "#b7a2ff", cursorAccent: "#1e1b29", selectionBackground: "#4a3f73" };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const colours = () => (dark.matches ? DARK : LIGHT);

  Terminal.strings.promptLabel = "Console of the board: what you type goes to it while it is reserved";
  const terminal = new Terminal({
    cols: 80,
    rows: ROWS,
    scrollback: 2000,
    disableStdin: true,
    screenReaderMode: true,
    fontFamily: FONT,
    fontSize: SIZE,
    minimumContrastRatio: 4.5,
    theme: colours(),
    windowOptions: {},
    linkHandler: { activate: () => {}, allowNonHttpProtocols: false },
  });

  // None of this comes through, and if it did it would come to nothing.
  const nothing = () => true;
  const NUMBERS = [0, 1, 2, 4, 5, 7, 8, 9, 10, 11, 12, 50, 52, 104, 110, 111, 112, 133, 633, 777, 1337];
  NUMBERS.forEach((n) => terminal.parser.registerOscHandler(n, nothing));
  const QUESTIONS = [
    { final: "t" }, { final: "c" }, { prefix: ">", final: "c" }, { prefix: "=", final: "c" },
    { final: "n" }, { prefix: "?", final: "n" }, { intermediates: "$", final: "p" },
    { prefix: "?", intermediates: "$", final: "p" }, { prefix: ">", final: "q" },
    { prefix: "?", final: "h" },
  ];
  QUESTIONS.forEach((q) => terminal.parser.registerCsiHandler(q, nothing));
  terminal.parser.registerDcsHandler({ intermediates: "$", final: "q" }, nothing);
  terminal.parser.registerDcsHandler({ intermediates: "+", final: "q" }, nothing);

  // Shift and Tab leave the terminal; so does Tab where nothing can be typed.
  terminal.attachCustomKeyEventHandler(
    (key) => !(key.key === "Tab" && (key.shiftKey || terminal.options.disableStdin)),
  );
  terminal.open(document.getElementById("terminal"));

  const wide = () => {
    const ruler = document.createElement("span");
    ruler.className = "ruler";
    ruler.style.font = `${SIZE}px ${FONT}`;
    ruler.textContent = "m".repeat(100);
    document.body.append(ruler);
    const one = ruler.getBoundingClientRect().width / 100;
    ruler.remove();
    return Math.min(160, Math.max(20, Math.floor((innerWidth - BESIDE) / one)));
  };
  const fit = () => terminal.resize(wide(), ROWS);
  addEventListener("resize", fit);
  dark.addEventListener("change", () => (terminal.options.theme = colours()));
  fit();

  const plain = harmless();
  const words = new TextDecoder();
  const tell = (what) => parent.postMessage(what, "*");
  terminal.onData((keys) => tell({ keys }));
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || typeof data !== "object" || data === null) {
      return;
    }
    if (data.hello) {
      tell({ ready: true });
    } else if (data.bytes) {
      const length = data.bytes.length;
      terminal.write(plain(words.decode(data.bytes, { stream: true })), () => tell({ written: length }));
    } else if (data.note) {
      terminal.write(`\r\n\x1b[7m ${plain(data.note)} \x1b[0m\r\n`);
    } else if ("typing" in data) {
      terminal.options.disableStdin = !data.typing;
      if (data.typing) {
        terminal.focus();
      }
    }
  });
  tell({ ready: true });
})();
