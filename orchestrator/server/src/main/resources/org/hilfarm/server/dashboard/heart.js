// Beats for a page that a browser holds up while nobody looks at it.
"use strict";
addEventListener("message", ({ data }) => setInterval(() => postMessage(0), data));
