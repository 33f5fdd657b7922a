// The front page of a demo shows its LED bar: the picture is fetched again every second, and the
// old one stays until the new one is there.
"use strict";

(function () {
  var EVERY_MS = 1000;
  var led = document.getElementById("led");
  var next = new Image();
  next.onload = function () { led.src = next.src; };
  setInterval(function () { next.src = "/led.svg?" + Date.now(); }, EVERY_MS);
})();
