// Keeps a page current: changes what differs from each new fragment, and says how old the picture
// is when nothing is heard. Messages are described in pages/live.rs.

const STALE_AFTER_MS = 5000;
// A stream can be open and dead: after this long without a word it is opened anew.
const SILENT_MS = 10000;
const RECONNECT_FIRST_MS = 1000;
const RECONNECT_MAX_MS = 15000;
// All boards of a hall hear of a new server at once; they load themselves again one by one.
const RELOAD_WITHIN_MS = 10000;
const FRESH_FOR_MS = 3000;

const live = document.getElementById("live");
const stale = document.getElementById("stale");
const bell = document.getElementById("bell");

let heardAt = performance.now();
let clock = shown()?.dataset.clock ?? live.querySelector("[data-clock-minutes]")?.textContent ?? "";
let version = null;
let retryMs = RECONNECT_FIRST_MS;
let retryTimer = 0;
let reloadTimer = 0;
let source = null;
let openedAt = 0;
let audio = null;
let freshTimer = 0;

function shown() {
  return live.firstElementChild;
}

function connect() {
  clearTimeout(retryTimer);
  source?.close();
  openedAt = performance.now();
  const mine = new EventSource(live.dataset.stream);
  source = mine;
  mine.onmessage = (event) => {
    retryMs = RECONNECT_FIRST_MS;
    hear(JSON.parse(event.data));
  };
  mine.onerror = () => {
    if (mine !== source) return;
    // The browser would try again at its own pace, all boards together. Ours is slower each time,
    // and no two boards keep step.
    mine.close();
    clearTimeout(retryTimer);
    retryTimer = setTimeout(connect, retryMs * (0.5 + Math.random()));
    retryMs = Math.min(retryMs * 2, RECONNECT_MAX_MS);
  };
}

function hear(message) {
  heardAt = performance.now();
  stale.hidden = true;
  version ??= message.version;
  // A new server has new styles and scripts. A citizen's bell would be lost, so it stays.
  if (version !== message.version && audio === null && reloadTimer === 0) {
    reloadTimer = setTimeout(() => location.reload(), Math.random() * RELOAD_WITHIN_MS);
  }
  if (message.html !== undefined) replace(message.html);
  if (message.clock !== undefined) tick(message.clock);
}

function replace(html) {
  const before = { ...shown()?.dataset };
  const next = document.createElement("template");
  next.innerHTML = html;
  const fragment = next.content.firstElementChild;
  if (shown() === null || fragment === null) live.replaceChildren(...next.content.childNodes);
  else patch(shown(), fragment);
  const after = shown()?.dataset ?? {};
  if (after.title !== undefined) document.title = after.title;
  const newCall = after.fresh !== undefined && after.fresh !== "" && after.fresh !== before.fresh;
  if (newCall) move();
  // Only a citizen's own ticket has a state; a board speaks for itself.
  if (newCall && after.state === "called") ring();
}

// Makes one node like another and leaves alone what is equal: a motion that runs goes on, and a
// screen reader hears only what is new. What has another key is another thing.
function patch(old, next) {
  if (old.isEqualNode(next)) return;
  const isSame = old.nodeName === next.nodeName && old.dataset?.key === next.dataset?.key;
  if (!isSame || old.nodeType !== Node.ELEMENT_NODE) {
    old.replaceWith(next);
    return;
  }
  for (const name of old.getAttributeNames()) {
    if (!next.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const name of next.getAttributeNames()) {
    const value = next.getAttribute(name);
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  const olds = [...old.childNodes];
  const nexts = [...next.childNodes];
  olds.slice(nexts.length).forEach((extra) => extra.remove());
  nexts.forEach((node, at) => (at < olds.length ? patch(olds[at], node) : old.append(node)));
}

function tick(time) {
  clock = time;
  for (const place of live.querySelectorAll("[data-clock-minutes]")) say(place, time.slice(0, 5));
  for (const place of live.querySelectorAll("[data-clock-seconds]")) say(place, time);
}

function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

function move() {
  clearTimeout(freshTimer);
  live.classList.remove("is-fresh");
  // Reading a size lets the same animation start once more.
  void live.offsetWidth;
  live.classList.add("is-fresh");
  freshTimer = setTimeout(() => live.classList.remove("is-fresh"), FRESH_FOR_MS);
}

function ring() {
  // Without a touch the browser refuses and complains; the bell button is that touch.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([400, 200, 400, 200, 400]);
  if (audio === null) return;
  for (const [at, pitch] of [[0, 880], [0.35, 660], [0.9, 880], [1.25, 660]]) {
    const tone = audio.createOscillator();
    const level = audio.createGain();
    tone.frequency.value = pitch;
    level.gain.setValueAtTime(0.3, audio.currentTime + at);
    level.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.3);
    tone.connect(level).connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.3);
  }
}

function sayAge() {
  const age = performance.now() - heardAt;
  stale.hidden = age < STALE_AFTER_MS;
  if (stale.hidden) return;
  const now = performance.now();
  if (source.readyState === EventSource.OPEN && now - Math.max(heardAt, openedAt) > SILENT_MS) {
    connect();
  }
  say(stale, ageText(Math.floor(age / 1000)).replace("{time}", clock));
}

function ageText(seconds) {
  const { staleSeconds, staleMinutes, staleHours } = live.dataset;
  if (seconds < 120) return staleSeconds.replace("{age}", seconds);
  if (seconds < 7200) return staleMinutes.replace("{age}", Math.floor(seconds / 60));
  return staleHours.replace("{age}", Math.floor(seconds / 3600));
}

// A browser plays sound only after a touch, so ringing is offered, never promised.
if (bell !== null && window.AudioContext !== undefined) {
  bell.hidden = false;
  bell.addEventListener("click", () => {
    audio = new AudioContext();
    bell.textContent = bell.dataset.on;
    bell.disabled = true;
  });
}

setInterval(sayAge, 1000);
connect();
