// Keeps the touch page current and tells the kiosk what was touched. Nothing is decided here.

const RETRY_MS = 1000;
// The kiosk says something every five seconds; longer silence is a broken connection.
const SILENT_MS = 12000;

const screen = document.getElementById("screen");
let heardAt = performance.now();
let source = null;

function connect() {
  source?.close();
  heardAt = performance.now();
  const mine = new EventSource(screen.dataset.stream);
  source = mine;
  mine.onmessage = (event) => {
    heardAt = performance.now();
    show(JSON.parse(event.data));
  };
  mine.addEventListener("beat", () => { heardAt = performance.now(); });
  mine.onerror = () => {
    if (mine === source && mine.readyState === EventSource.CLOSED) setTimeout(connect, RETRY_MS);
  };
}

function show(change) {
  const before = screen.firstElementChild?.dataset.serial;
  const act = document.activeElement?.dataset?.act;
  const heading = screen.querySelector("h1")?.innerText;
  screen.innerHTML = change.html;
  document.documentElement.lang = change.tag;
  document.title = change.title;
  const page = screen.firstElementChild;
  speak(page.dataset.speech);
  const again = act && screen.querySelector(`[data-act="${CSS.escape(act)}"]`);
  const isSame = page.dataset.serial === before || screen.querySelector("h1")?.innerText === heading;
  if (isSame && !screen.querySelector(".warning")) {
    // The same view with other numbers: whoever uses the keys stays where they are.
    again?.focus({ preventScroll: true });
  } else {
    (screen.querySelector(".warning button") ?? screen.querySelector("h1"))?.focus();
  }
}

// The same words are said once; other words end what is being said.
let spoken = "";
let voice = null;

function speak(name = "") {
  if (name === spoken) return;
  spoken = name;
  voice?.pause();
  if (!name) return;
  voice = new Audio(`/speech/${name}`);
  // No speaker: everything can be read.
  voice.play().catch(() => {});
}

async function act(name) {
  const serial = Number(screen.firstElementChild.dataset.serial);
  const body = JSON.stringify({ serial, act: name });
  try {
    await fetch("/act", { method: "POST", headers: { "content-type": "application/json" }, body });
  } catch {
    // The kiosk starts anew; its next page is the answer.
  }
}

screen.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) act(button.dataset.act);
});

// The whole page works by keyboard: arrows walk, letters and digits write, escape goes back.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const buttons = [...screen.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  if (event.key in steps && buttons.length > 0) {
    const first = steps[event.key] > 0 ? 0 : buttons.length - 1;
    const next = at < 0 ? first : (at + steps[event.key] + buttons.length) % buttons.length;
    buttons[next].focus();
    event.preventDefault();
  } else if (event.key === "Escape") {
    screen.querySelector("nav .out")?.click();
  } else if (screen.querySelector(".written")) {
    if (event.key === "Backspace") act("erase");
    else if (/^[a-zA-Z0-9]$/.test(event.key)) act(`key:${event.key}`);
  }
});

setInterval(() => {
  if (performance.now() - heardAt > SILENT_MS) connect();
}, 1000);

connect();
