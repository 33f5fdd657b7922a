// The pad's page: shows one view at a time, keeps what was tapped until the hall has answered, and
// never rates by itself. Plain ES5, see pad-link.js. What is shown comes from pages/pad.rs.
"use strict";

(function () {
  var NOTE_MS = 4000;
  var LATE_MS = 8000;
  // After its time a rating is tried once more and then given up: the hall would refuse it.
  var GIVE_UP_MS = 10000;
  var RETRY_MS = 1000;
  var OUTBOX_MAX = 5;
  var DONE_MAX = 20;
  var GOOD_FROM = 3;

  var pad = document.getElementById("pad");
  var speed = Number(pad.getAttribute("data-speed")) || 1;
  var token = PadLink.token();
  var html = pad.innerHTML;
  // The prompt that may be answered now: {key, ticket, ends}.
  var prompt = null;
  // What stands on the screen for a moment: {view, said, ends}.
  var note = null;
  var isLost = false;
  var isSending = false;
  var tryAt = 0;
  var audio = null;

  // What a reload must not lose. `outbox`: ratings on their way; `done`: prompts that were answered.
  var kept = recall();

  function recall() {
    var known = null;
    try { known = JSON.parse(PadLink.stored("localStorage", memory())); } catch (unread) { /* none */ }
    return known || { language: null, size: 0, sound: false, draft: null, outbox: [], done: [] };
  }

  function memory() { return "hall-pad-" + String(token).slice(-8); }

  function keep() { PadLink.store("localStorage", memory(), JSON.stringify(kept)); }

  function all(selector, root) { return [].slice.call((root || pad).querySelectorAll(selector)); }

  function shown() { return pad.querySelector(".pad"); }

  function usual() { return shown() ? shown().getAttribute("data-usual") : "zh-CN"; }

  function language() { return kept.language || usual(); }

  function tongue() { return pad.querySelector('.tongue[lang="' + language() + '"]'); }

  // What the hall says.

  function heard(message) {
    isLost = false;
    document.getElementById("unknown").hidden = true;
    if (message.html !== undefined && message.html !== html) {
      html = message.html;
      pad.innerHTML = html;
    }
    readPrompt(message.now);
    flush();
    draw();
  }

  function readPrompt(now) {
    var page = shown();
    var ticket = page && page.getAttribute("data-ticket");
    if (!ticket) return endPrompt();
    var until = Number(page.getAttribute("data-until"));
    var key = ticket + "-" + until;
    var ends = Date.now() + (until - now) / speed;
    if (prompt && prompt.key === key) { prompt.ends = ends; return; }
    if (kept.done.indexOf(key) >= 0 || ends <= Date.now()) return endPrompt();
    prompt = { key: key, ticket: Number(ticket), ends: ends };
    note = null;
    if (!kept.draft || kept.draft.key !== key) {
      kept.draft = { key: key, level: 0, reasons: [], text: "" };
      kept.language = page.getAttribute("data-language");
      kept.size = 0;
      keep();
      draw();
      speak();
    }
  }

  // Without an answer a service is not rated.
  function endPrompt() {
    if (prompt !== null || kept.draft !== null) rest();
  }

  // The next person begins with the usual page.
  function rest() {
    prompt = null;
    note = null;
    kept.draft = null;
    kept.language = null;
    kept.size = 0;
    keep();
  }

  // What the citizen does.

  function act(name) {
    var parts = name.split(":");
    var what = parts[0];
    if (what === "lang") kept.language = parts[1];
    else if (what === "size") kept.size = 1 - kept.size;
    else if (what === "sound") sound();
    else if (prompt && kept.draft) answer(what, Number(parts[1]));
    keep();
    draw();
  }

  function answer(what, value) {
    var draft = kept.draft;
    if (what === "level") {
      draft.level = value;
      draft.reasons = [];
      if (value >= GOOD_FROM) send();
    } else if (what === "back") draft.level = 0;
    else if (what === "reason") {
      var at = draft.reasons.indexOf(value);
      if (at < 0) draft.reasons.push(value);
      else draft.reasons.splice(at, 1);
    } else if (what === "send" && hasReason(draft)) send();
  }

  function hasReason(draft) { return draft.reasons.length > 0 || draft.text.trim() !== ""; }

  // The tap counts once: the body and its id stay the same however often it is sent.
  function send() {
    var draft = kept.draft;
    var body = { request_id: PadLink.id(), ticket: prompt.ticket, level: draft.level };
    if (draft.level < GOOD_FROM) {
      if (draft.reasons.length > 0) body.reasons = draft.reasons;
      if (draft.text.trim() !== "") body.reason = draft.text.trim();
    }
    kept.outbox.push({ body: body, language: language(), ends: prompt.ends + GIVE_UP_MS });
    kept.outbox = kept.outbox.slice(-OUTBOX_MAX);
    kept.done.push(prompt.key);
    kept.done = kept.done.slice(-DONE_MAX);
    prompt = null;
    kept.draft = null;
    note = { view: "sending", ends: Infinity };
    flush();
  }

  function flush() {
    if (isSending || kept.outbox.length === 0 || Date.now() < tryAt) return;
    var sent = kept.outbox[0];
    isSending = true;
    PadLink.rate(token, sent.body, sent.language, function (status, problem) {
      isSending = false;
      var isFinal = status >= 200 && status < 500 && status !== 401 && status !== 408 && status !== 429;
      if (isFinal) {
        kept.outbox = kept.outbox.filter(function (one) { return one !== sent; });
        keep();
        say(status < 300 ? "thanks" : "late", problem.title || "");
        flush();
      } else {
        tryAt = Date.now() + RETRY_MS;
        if (note) note = { view: "kept", ends: Infinity };
      }
      draw();
    });
  }

  // A word to a citizen who may still stand there never covers the next one's question.
  function say(view, said) {
    if (prompt) return;
    note = { view: view, said: said, ends: Date.now() + (view === "thanks" ? NOTE_MS : LATE_MS) };
  }

  // What is on the screen.

  function view() {
    if (prompt) return kept.draft.level > 0 ? "why" : "ask";
    if (note) return note.view;
    return "idle";
  }

  function draw() {
    var mine = tongue();
    document.documentElement.lang = language();
    document.body.classList.toggle("size-1", kept.size > 0);
    if (!mine) return;
    all(".tongue").forEach(function (one) { one.hidden = one !== mine; });
    document.title = mine.getAttribute("data-title");
    var name = view();
    all("[data-view]", mine).forEach(function (one) { one.hidden = one.getAttribute("data-view") !== name; });
    all("[data-lost]", mine).forEach(function (one) { one.hidden = !isLost; });
    pad.setAttribute("data-now", name);
    press(mine, "size", kept.size > 0);
    press(mine, "sound", kept.sound);
    all("[data-said]", mine).forEach(function (one) { one.textContent = note ? note.said || "" : ""; });
    if (name === "why") why(mine);
    count();
  }

  function press(root, name, isOn) {
    all('[data-act="' + name + '"]', root).forEach(function (one) { one.setAttribute("aria-pressed", String(isOn)); });
  }

  function why(mine) {
    var draft = kept.draft;
    all("[data-for]", mine).forEach(function (one) { one.hidden = Number(one.getAttribute("data-for")) !== draft.level; });
    all('[data-act^="reason:"]', mine).forEach(function (one) {
      var code = Number(one.getAttribute("data-act").split(":")[1]);
      one.setAttribute("aria-pressed", String(draft.reasons.indexOf(code) >= 0));
    });
    var text = mine.querySelector("[data-text]");
    if (text.value !== draft.text) text.value = draft.text;
    mine.querySelector('[data-act="send"]').disabled = !hasReason(draft);
  }

  function count() {
    if (!prompt) return;
    var seconds = String(Math.max(0, Math.ceil((prompt.ends - Date.now()) / 1000)));
    all("[data-left]").forEach(function (one) {
      one.textContent = one.getAttribute("data-left").replace("{seconds}", seconds);
    });
  }

  function passes() {
    var now = Date.now();
    if (prompt && prompt.ends <= now) { kept.done.push(prompt.key); rest(); draw(); }
    var given = kept.outbox.filter(function (one) { return one.ends > now; });
    if (given.length < kept.outbox.length && !isSending) {
      kept.outbox = given;
      keep();
      if (note) say("late", "");
      draw();
    }
    if (note && note.ends <= now) { rest(); draw(); }
    flush();
    count();
  }

  // Sound is offered, never needed: a browser may speak, may only chime, or may stay silent.

  function sound() {
    kept.sound = !kept.sound;
    var Context = window.AudioContext || window.webkitAudioContext;
    if (kept.sound && !audio && Context) audio = new Context();
    if (kept.sound) speak();
  }

  function speak() {
    var said = tongue() && prompt && tongue().querySelector('[data-view="ask"]').getAttribute("data-speech");
    if (!kept.sound || !said) return;
    var voices = window.speechSynthesis ? window.speechSynthesis.getVoices() : [];
    if (voices.length === 0) return chime();
    var words = new SpeechSynthesisUtterance(said);
    words.lang = language();
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(words);
  }

  function chime() {
    if (!audio) return;
    [[0, 660], [0.35, 880]].forEach(function (note) {
      var tone = audio.createOscillator();
      var level = audio.createGain();
      var at = audio.currentTime + note[0];
      tone.frequency.value = note[1];
      level.gain.setValueAtTime(0.2, at);
      level.gain.exponentialRampToValueAtTime(0.001, at + 0.3);
      tone.connect(level);
      level.connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.3);
    });
  }

  pad.addEventListener("click", function (event) {
    for (var at = event.target; at && at !== pad; at = at.parentNode) {
      var name = at.getAttribute("data-act");
      if (name) { if (!at.disabled) act(name); return; }
    }
  });

  pad.addEventListener("input", function (event) {
    if (!kept.draft || !event.target.hasAttribute("data-text")) return;
    kept.draft.text = event.target.value;
    keep();
    draw();
  });

  if (!token) {
    document.getElementById("unknown").hidden = false;
    return;
  }
  PadLink.listen(token, {
    heard: heard,
    lost: function () { isLost = true; draw(); },
    refused: function () { html = pad.innerHTML = ""; document.getElementById("unknown").hidden = false; }
  });
  setInterval(passes, 500);
  draw();
})();
