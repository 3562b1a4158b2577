// Keeps a page current: fetches it again when the farm says that something changed, or every few
// seconds while somebody looks, and puts the new <main> in place of the old one.
(() => {
  "use strict";
  const main = () => document.querySelector("main");
  let fetching = false;
  let again = false;

  const open = () => new Set([...document.querySelectorAll("details[open][id]")].map((d) => d.id));

  const replace = (html) => {
    const next = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    if (!next || next.innerHTML === main().innerHTML) {
      return;
    }
    const opened = open();
    const focused = document.activeElement && document.activeElement.id;
    main().replaceWith(next);
    for (const details of document.querySelectorAll("details[id]")) {
      details.open = details.open || opened.has(details.id);
    }
    if (focused && document.getElementById(focused)) {
      document.getElementById(focused).focus({ preventScroll: true });
    }
  };

  const refresh = async () => {
    if (fetching) {
      again = true;
      return;
    }
    fetching = true;
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
    fetching = false;
    if (again) {
      again = false;
      setTimeout(refresh, 250);
    }
  };

  // The farm says when something changed; a run that is done says nothing more.
  const events = main() && main().dataset.events;
  if (events && "EventSource" in window) {
    const source = new EventSource(events);
    const changed = async () => {
      await refresh();
      if (!main().dataset.events) {
        source.close();
      }
    };
    source.addEventListener("message", changed);
    source.addEventListener("run", changed);
  }

  const turn = async () => {
    const seconds = Number(main().dataset.every);
    if (!seconds) {
      return;
    }
    if (document.visibilityState === "visible") {
      await refresh();
    }
    setTimeout(turn, seconds * 1000);
  };
  setTimeout(turn, 1000 * Number((main() && main().dataset.every) || 2));
})();
