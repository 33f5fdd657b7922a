// The pad's way to the hall: its token, the stream of what to show, and the sending of ratings.
// Plain ES5 and XMLHttpRequest, because a tablet beside a window may be ten years old, and because
// an EventSource could send the token only in its address.
"use strict";

var PadLink = (function () {
  var STREAM = "/stream/pad";
  var RATINGS = "/api/v1/ratings";
  var KEY = "hall-pad-token";
  // The hall says something every two seconds; longer silence is a broken connection.
  var SILENT_MS = 6000;
  var RETRY_FIRST_MS = 500;
  var RETRY_MAX_MS = 8000;
  var POST_TIMEOUT_MS = 8000;
  // What was heard stays in memory until the stream is opened anew.
  var HEARD_CHARS_MAX = 500000;

  // Private windows and full disks refuse to store; the page then works until it is closed.
  function stored(place, key) {
    try { return window[place].getItem(key); } catch (refused) { return null; }
  }

  function store(place, key, value) {
    try { window[place].setItem(key, value); } catch (refused) { /* it works without */ }
  }

  // The token comes in the address once and leaves it at once: the address stands on the screen.
  // Two pads in one browser keep their own, so the tab's memory goes first.
  function token() {
    var named = /^\/pad\/([^\/]+)$/.exec(location.pathname);
    if (named) {
      store("sessionStorage", KEY, named[1]);
      store("localStorage", KEY, named[1]);
      history.replaceState(null, "", "/pad");
      return named[1];
    }
    return stored("sessionStorage", KEY) || stored("localStorage", KEY);
  }

  // Opens the stream and keeps it open. `on.heard(message)`, `on.lost()`, `on.refused()`.
  function listen(secret, on) {
    var retry = RETRY_FIRST_MS;
    var heardAt = 0;
    var request = null;
    var waiting = 0;

    function open() {
      clearTimeout(waiting);
      if (request) { request.onprogress = request.onloadend = null; request.abort(); }
      var mine = request = new XMLHttpRequest();
      var read = 0;
      heardAt = Date.now();
      mine.open("GET", STREAM);
      mine.setRequestHeader("Authorization", "Bearer " + secret);
      mine.setRequestHeader("Accept", "text/event-stream");
      mine.onprogress = function () {
        if (mine.status !== 200) return;
        var end = mine.responseText.lastIndexOf("\n\n");
        if (end < read) return;
        var events = mine.responseText.slice(read, end).split("\n\n");
        read = end + 2;
        heardAt = Date.now();
        retry = RETRY_FIRST_MS;
        for (var at = 0; at < events.length; at++) {
          if (events[at].indexOf("data: ") === 0) on.heard(JSON.parse(events[at].slice(6)));
        }
        if (read > HEARD_CHARS_MAX) open();
      };
      mine.onloadend = function () {
        if (mine.status === 401 || mine.status === 403) on.refused();
        else on.lost();
        waiting = setTimeout(open, retry);
        retry = Math.min(retry * 2, RETRY_MAX_MS);
      };
      mine.send();
    }

    // A stream can be open and dead. A clock that was set also ends up here, and does no harm.
    setInterval(function () {
      if (Math.abs(Date.now() - heardAt) < SILENT_MS) return;
      on.lost();
      open();
    }, 1000);
    open();
  }

  // Sends one rating. `done(status, problem)`: status 0 = no answer came.
  function rate(secret, body, language, done) {
    var request = new XMLHttpRequest();
    request.open("POST", RATINGS);
    request.timeout = POST_TIMEOUT_MS;
    request.setRequestHeader("Authorization", "Bearer " + secret);
    request.setRequestHeader("Content-Type", "application/json");
    request.setRequestHeader("Accept-Language", language);
    request.onloadend = function () {
      var problem = {};
      try { problem = JSON.parse(request.responseText); } catch (unread) { /* the status says enough */ }
      done(request.status, problem);
    };
    request.send(JSON.stringify(body));
  }

  // A new id of an intent: a UUID of version 4.
  function id() {
    var bytes = new Uint8Array(16);
    crypto.getRandomValues(bytes);
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var text = "";
    for (var at = 0; at < 16; at++) {
      if (at === 4 || at === 6 || at === 8 || at === 10) text += "-";
      text += (bytes[at] + 256).toString(16).slice(1);
    }
    return text;
  }

  return { id: id, listen: listen, rate: rate, store: store, stored: stored, token: token };
})();
