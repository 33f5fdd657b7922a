// Keeps a page current: puts each new fragment in place of the old one, and says how old the
// picture is when nothing is heard. Messages are described in pages/live.rs.

const STALE_AFTER_MS = 5000;
// A stream can be open and dead: after this long without a word it is opened anew.
const SILENT_MS = 10000;
const RECONNECT_FIRST_MS = 1000;
const RECONNECT_MAX_MS = 15000;
const FRESH_FOR_MS = 3000;

const live = document.getElementById("live");
const stale = document.getElementById("stale");
const bell = document.getElementById("bell");

let heardAt = performance.now();
let clock = shown()?.dataset.clock ?? "";
let retryMs = RECONNECT_FIRST_MS;
let source = null;
let openedAt = 0;
let audio = null;
let freshTimer = 0;

function shown() {
  return live.firstElementChild;
}

function connect() {
  source?.close();
  openedAt = performance.now();
  const mine = new EventSource(live.dataset.stream);
  source = mine;
  mine.onmessage = (event) => {
    retryMs = RECONNECT_FIRST_MS;
    hear(JSON.parse(event.data));
  };
  mine.onerror = () => {
    // The browser reconnects by itself after a cut, but not after an answer it cannot use.
    if (mine !== source || mine.readyState !== EventSource.CLOSED) return;
    setTimeout(connect, retryMs);
    retryMs = Math.min(retryMs * 2, RECONNECT_MAX_MS);
  };
}

function hear(message) {
  heardAt = performance.now();
  stale.hidden = true;
  if (message.html !== undefined) replace(message.html);
  if (message.clock !== undefined) tick(message.clock);
}

function replace(html) {
  const before = { ...shown()?.dataset };
  live.innerHTML = html;
  const after = shown()?.dataset ?? {};
  if (after.title !== undefined) document.title = after.title;
  const newCall = after.fresh !== undefined && after.fresh !== "" && after.fresh !== before.fresh;
  if (newCall) move();
  // Only a citizen's own ticket has a state; a board speaks for itself.
  if (newCall && after.state === "called") ring();
}

function tick(time) {
  clock = time;
  for (const place of live.querySelectorAll("[data-clock-minutes]")) {
    place.textContent = time.slice(0, 5);
  }
  for (const place of live.querySelectorAll("[data-clock-seconds]")) place.textContent = time;
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
  const seconds = String(Math.floor(age / 1000));
  stale.textContent = live.dataset.stale.replace("{time}", clock).replace("{seconds}", seconds);
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
