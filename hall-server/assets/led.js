// The front page of a demo shows its LED bar: the picture is fetched again a second after it came,
// and the old one stays until the new one is there.
"use strict";

(function () {
  var EVERY_MS = 1000;
  var led = document.getElementById("led");
  var next = new Image();
  function later() {
    setTimeout(function () { next.src = "/led.svg?" + Date.now(); }, EVERY_MS);
  }
  next.onload = function () { led.src = next.src; later(); };
  next.onerror = later;
  later();
})();
