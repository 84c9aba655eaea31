// What a phone and the desk share: a stream of views that comes back by itself, and requests.
"use strict";

const FIRST_WAIT_MS = 500, LONGEST_WAIT_MS = 8000, SILENT_MS = 25000, REQUEST_MS = 8000;
const MUTE_MS = 10000, WATCH_MS = 3000;

async function request(path, options) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), REQUEST_MS);
  try {
    const answer = await fetch(path, Object.assign({ credentials: "same-origin", signal: control.signal }, options));
    const told = await answer.json().catch(() => ({ error: "failed", wait: 0 }));
    return { status: answer.status, told };
  } finally {
    clearTimeout(timer);
  }
}

function post(path, body) {
  return request(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

// A stream of views from `events`; where a proxy holds it back, `view` is asked for what it would say. `hear` gets each
// view, `lost` is called when the link breaks, `opened` when it stands, and `rests` tells whether the page needs no link.
function makeConnection({ events, view, hear, lost, opened, rests }) {
  let source = null, retries = 0, retryTimer = 0, heardAt = 0, polling = false, spoken = false;
  let muteSince = 0; // since when the stream has been silent from its beginning; 0 once it speaks
  const connection = { link: "connecting", connect, hang, poll };

  function connect() {
    clearTimeout(retryTimer);
    if (source) source.close();
    heardAt = Date.now();
    muteSince = muteSince || heardAt;
    source = new EventSource(events);
    source.onopen = opened;
    source.onmessage = (event) => {
      muteSince = 0;
      take(JSON.parse(event.data));
    };
    source.addEventListener("beat", () => {
      heardAt = Date.now();
      muteSince = 0;
    });
    source.onerror = lose;
  }

  function hang() {
    clearTimeout(retryTimer);
    if (source) source.close();
    source = null;
    muteSince = 0;
  }

  // The browser's own reconnection gives up too soon on some phones, and tries too rarely on others.
  function lose() {
    const mute = muteSince || Date.now();
    hang();
    muteSince = mute;
    connection.link = spoken || retries ? "lost" : "connecting";
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * Math.pow(2, retries)) * (0.6 + 0.4 * Math.random());
    retries += 1;
    retryTimer = setTimeout(connect, wait);
    lost();
  }

  function take(message) {
    heardAt = Date.now();
    retries = 0;
    spoken = true;
    connection.link = "connected";
    hear(message);
  }

  function watch() {
    if (source && Date.now() - heardAt > SILENT_MS) lose();
    if (muteSince && Date.now() - muteSince > MUTE_MS) poll();
  }

  // Some proxies collect a stream before they pass it on: the page asks for what the stream would say.
  async function poll() {
    if (polling) return;
    polling = true;
    try {
      const answer = await request(view, {});
      if (answer.status === 200 && !answer.told.error) take(answer.told);
    } catch (error) { /* lose() says so, when nothing has been heard for long */ }
    polling = false;
  }

  function wake() {
    if (document.visibilityState === "hidden" || rests()) return;
    if (!source || source.readyState === 2 || Date.now() - heardAt > SILENT_MS) {
      retries = 0;
      connect();
    }
  }

  window.addEventListener("online", wake);
  window.addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
  document.addEventListener("visibilitychange", wake);
  setInterval(watch, WATCH_MS);
  return connection;
}
