// Keeps a page current: fetches it again when the farm says that something changed, or every few
// seconds, as long as somebody looks, and changes in <main> what is no longer the same. What stays the
// same stays where it is: the focus, what is unfolded, how far somebody has scrolled.
(() => {
  "use strict";
  const main = () => document.querySelector("main");
  let source = null;
  let fetching = false;
  let again = false;

  const id = (node) => (node.nodeType === Node.ELEMENT_NODE && node.id) || "";

  const attributes = (old, next) => {
    for (const { name } of [...old.attributes]) {
      if (!next.hasAttribute(name) && !(name === "open" && old.nodeName === "DETAILS")) {
        old.removeAttribute(name);
      }
    }
    for (const { name, value } of [...next.attributes]) {
      if (old.getAttribute(name) !== value) {
        old.setAttribute(name, value);
      }
    }
  };

  const become = (old, next) => {
    if (old.isEqualNode(next)) {
      return;
    }
    if (old.nodeType !== Node.ELEMENT_NODE) {
      old.nodeValue = next.nodeValue;
      return;
    }
    attributes(old, next);
    children(old, next);
  };

  // What has an id is found by it wherever it is; the rest, by its place.
  const children = (old, next) => {
    const wanted = new Set([...next.childNodes].map(id));
    for (const child of [...old.childNodes]) {
      if (id(child) && !wanted.has(id(child))) {
        const space = child.nextSibling;
        if (space && space.nodeType === Node.TEXT_NODE) {
          space.remove(); // else all that follow would be moved, and lose the focus
        }
        child.remove();
      }
    }
    const known = new Map([...old.childNodes].filter(id).map((child) => [id(child), child]));
    let at = old.firstChild;
    for (const node of [...next.childNodes]) {
      const found = id(node) ? known.get(id(node)) : at;
      if (found && id(found) === id(node) && found.nodeName === node.nodeName) {
        if (found !== at) {
          old.insertBefore(found, at);
        }
        become(found, node);
        at = found.nextSibling;
      } else {
        old.insertBefore(node, at);
      }
    }
    while (at) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
  };

  const replace = (html) => {
    const next = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    if (next) {
      become(main(), next);
    }
  };

  // A page that takes long is asked for a fifth of the time at most.
  const refresh = async () => {
    if (fetching || document.visibilityState !== "visible") {
      again = true;
      return;
    }
    fetching = true;
    const began = performance.now();
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.status === 401) {
        location.reload(); // the sign-in is over: the farm leads there, and back
        return;
      }
      if (answer.ok) {
        replace(await answer.text());
      }
    } catch {
      // The farm is away; the next turn asks again.
    }
    if (source && !main().dataset.events) {
      source.close();
    }
    setTimeout(rested, Math.max(250, 4 * (performance.now() - began)));
  };

  const rested = () => {
    fetching = false;
    missed();
  };

  const missed = () => {
    if (again) {
      again = false;
      refresh();
    }
  };
  document.addEventListener("visibilitychange", missed);

  // The farm says when something changed; a run that is done says nothing more.
  const events = main() && main().dataset.events;
  if (events && "EventSource" in window) {
    source = new EventSource(events);
    source.addEventListener("message", refresh);
    source.addEventListener("run", refresh);
  }

  const turn = () => {
    const seconds = Number(main().dataset.every);
    if (!seconds) {
      return;
    }
    refresh();
    setTimeout(turn, seconds * 1000);
  };
  setTimeout(turn, 1000 * Number((main() && main().dataset.every) || 2));
})();
