// The live console of a board's page: what the board says goes into the terminal's sandbox, and what
// somebody types who has reserved the board goes to the farm.
(() => {
  "use strict";
  const MOST_UNWRITTEN = 512 << 10;
  const MOST_KEYS = 4096;
  const box = document.getElementById("console");
  if (!box || !box.querySelector("iframe")) {
    return;
  }
  const part = (name) => box.querySelector(`[data-part="${name}"]`);
  const frame = part("terminal");
  const address = box.dataset.address;
  let held = null;
  let unwritten = 0;
  let lost = false;

  const say = (text) => {
    part("said").textContent = text;
  };
  const terminal = (what) => frame.contentWindow.postMessage(what, "*");
  const name = (time) => new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });

  const ask = async (method, path, body, more = {}) => {
    const headers = { "X-CSRF-Token": box.dataset.csrf, ...more.headers };
    if (held && !headers["X-Reservation"]) {
      headers["X-Reservation"] = held.reservation;
    }
    const answer = await fetch(address + path, { method, body, headers, keepalive: Boolean(more.keepalive) });
    const text = await answer.text();
    let told = {};
    try {
      told = JSON.parse(text);
    } catch {
      told = {};
    }
    if (!answer.ok) {
      const why = new Error((told.problems || [`the farm answered ${answer.status}`]).join(" "));
      why.status = answer.status;
      throw why;
    }
    return told;
  };

  // Whatever is asked, what came of it is said, and a reservation that is over is no longer shown.
  const tried = async (doing, act) => {
    say(doing);
    try {
      say((await act()) || "");
    } catch (why) {
      say(why.message);
      if (held && [401, 403, 404, 409].includes(why.status)) {
        const still = await beat();
        if (still) {
          say(why.message);
        }
      }
    }
  };

  // What takes longer is asked for again until it is over, also where the board is let go meanwhile.
  const followed = async (told, { reservation }) => {
    while (!told.over) {
      try {
        told = await ask("GET", `/reservation/wishes/${told.wish}`, undefined, { headers: { "X-Reservation": reservation } });
      } catch (why) {
        if (why.status && why.status < 500) {
          throw why;
        }
        await new Promise((soon) => setTimeout(soon, 2000));
      }
    }
    if (!told.well) {
      throw new Error(told.said);
    }
    return told.said;
  };

  let wished = false;
  const wish = async (doing, path, body) => {
    if (wished) {
      say("What you wanted before is still being done; wait for that.");
      return;
    }
    wished = true;
    const mine = held;
    await tried(doing, async () => followed(await ask("POST", path, body), mine));
    wished = false;
  };

  const hands = () => {
    const mine = Boolean(held);
    if (part("take")) { // who may only look has neither
      part("take").hidden = mine;
      part("hands").hidden = !mine;
    }
    terminal({ typing: mine });
  };

  let heart = null;
  const letGo = (why) => {
    held = null;
    if (heart) {
      heart.terminate();
      heart = null;
    }
    hands();
    say(why);
  };

  const beat = async () => {
    const mine = held;
    try {
      await ask("POST", "/reservation/heartbeat");
      return true;
    } catch (why) {
      if (held === mine && mine && why.status) {
        letGo(why.message);
      }
      return false;
    }
  };

  const reserve = async (minutes) => {
    held = await ask("POST", "/reservation", JSON.stringify({ minutes }), {
      headers: { "Content-Type": "application/json" },
    });
    heart = new Worker(box.dataset.heart);
    heart.onmessage = beat;
    heart.postMessage(1000 * held.heartbeatSeconds);
    hands();
    return `The board is yours until ${name(held.until)}. What you type goes to it.`;
  };

  const release = async () => {
    await ask("DELETE", "/reservation");
    letGo("The board is free again as soon as its rack has put it back.");
    return part("said").textContent;
  };

  // One request at a time, so that no key overtakes another.
  let typed = "";
  let typing = false;
  const type = async (keys) => {
    typed = (typed + keys).slice(0, 16 * MOST_KEYS);
    if (typing) {
      return;
    }
    typing = true;
    while (typed && held) {
      const now = typed.slice(0, MOST_KEYS / 4);
      try {
        await ask("POST", "/console/keys", now, { headers: { "Content-Type": "application/octet-stream" } });
        typed = typed.slice(now.length);
      } catch (why) {
        typed = why.status === 429 ? typed : "";
        say(why.message);
        if ([401, 403, 404, 409].includes(why.status)) {
          await beat();
        }
        await new Promise((soon) => setTimeout(soon, 500));
      }
    }
    typed = "";
    typing = false;
  };

  const bytes = ({ data }) => {
    const raw = atob(JSON.parse(data).base64);
    if (unwritten > MOST_UNWRITTEN) {
      lost = true;
      return;
    }
    if (lost) {
      lost = false;
      terminal({ note: "more was said than this window can show" });
    }
    unwritten += raw.length;
    terminal({ bytes: Uint8Array.from(raw, (c) => c.charCodeAt(0)) });
  };

  const what = (wish) => {
    if (!wish) {
      return "";
    }
    const named = wish.file ? `Writing ${wish.file}` : "Cutting its power";
    return wish.over ? ` ${named}: ${wish.said}${wish.well ? "." : " (failed)."}` : ` ${named} …`;
  };

  const who = ({ holder, board, watched, wish }) => {
    if (!watched) {
      return "Its rack's agent sends no console: start it, or update it.";
    }
    if (!holder) {
      return `Nobody has the board; it is ${board}.`;
    }
    switch (holder.kind) {
      case "job":
        return `Run ${holder.run} has the board${holder.script ? `: ${holder.script}` : ""}.`;
      case "person":
        return `Reserved by ${holder.name} until ${name(holder.until)}.${what(wish)}`;
      default:
        return "Its rack is bringing the board back.";
    }
  };

  // What the board is stands above, and what people had done to it below, as the farm writes it.
  const anew = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of answer.ok ? ["now", "wishes"] : []) {
        const [old, now] = [document.getElementById(id), page.getElementById(id)];
        if (old && now) {
          old.replaceWith(now);
        }
      }
    } catch {
      // The farm is away; the next state asks again.
    }
  };

  // What comes before the terminal listens would be lost.
  let events = null;
  const listen = () => {
    if (events) {
      return;
    }
    events = new EventSource(`${address}/console/events`);
    events.addEventListener("bytes", bytes);
    events.addEventListener("gap", () => terminal({ note: "here the farm has lost what the board said" }));
    events.addEventListener("state", ({ data }) => {
      part("holder").textContent = who(JSON.parse(data));
      anew();
    });
    events.onerror = () => {
      part("holder").textContent = "The farm is away; this page asks again.";
    };
  };

  addEventListener("message", ({ source, data }) => {
    if (source !== frame.contentWindow || typeof data !== "object" || data === null) {
      return;
    }
    if (data.ready) {
      hands();
      listen();
    } else if (data.written) {
      unwritten -= data.written;
    } else if (typeof data.keys === "string" && held) {
      type(data.keys);
    }
  });

  const on = (name, event, act) => part(name) && part(name).addEventListener(event, act);
  on("take", "submit", (event) => {
    event.preventDefault();
    const minutes = Number(new FormData(event.target).get("minutes"));
    tried("Asking for the board …", () => reserve(minutes));
  });
  on("power", "click", () => wish("Cutting the power …", "/power"));
  on("flash", "submit", (event) => {
    event.preventDefault();
    wish("Writing the image; this can take minutes …", "/flash", new FormData(event.target));
  });
  on("release", "click", () => tried("Letting the board go …", release));
  addEventListener("pagehide", () => {
    if (held) {
      ask("DELETE", "/reservation", undefined, { keepalive: true }).catch(() => {});
      letGo("The board was let go when you left the page.");
    }
  });
  part("live").hidden = false;
  terminal({ hello: true });
})();
