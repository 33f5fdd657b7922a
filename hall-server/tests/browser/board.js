// What a television must keep, measured: a list of what it does not keep, empty when all is well.
// `rule` has the digit heights in px that each distance asks for (limits.rs).
(rule) => {
  const found = [];
  const say = (what, node) => found.push(`${what}: ${node.textContent.trim().replace(/\s+/g, " ").slice(0, 60)}`);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const pen = document.createElement("canvas").getContext("2d");
  const digits = (node) => {
    const style = getComputedStyle(node);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    return pen.measureText("0").actualBoundingBoxAscent;
  };
  const isRead = (selector, least) => {
    for (const node of all(selector)) {
      const height = digits(node);
      if (height < least - 0.5) say(`digits of ${height.toFixed(1)} px, ${least.toFixed(1)} are needed`, node);
    }
  };
  isRead(".card .number, .card .window", rule.far);
  isRead(".list.last .number, .list.last b", rule.list);
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = new Set();
  while (words.nextNode()) {
    const node = words.currentNode.parentElement;
    const isSmallOnPurpose = node.closest("script,noscript,.mark") || getComputedStyle(node).clipPath !== "none";
    if (words.currentNode.data.trim() && !isSmallOnPurpose && node.getClientRects().length > 0) texts.add(node);
  }
  for (const node of texts) {
    const height = digits(node);
    if (height < rule.near - 0.5) say(`letters of ${height.toFixed(1)} px, ${rule.near.toFixed(1)} are needed`, node);
  }

  // Nothing is cut off, lies over its neighbour or leaves the screen.
  const box = (node) => node.getBoundingClientRect();
  const range = document.createRange();
  const ink = (node) => {
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  };
  // A line of letters is higher than what is seen of it.
  const tight = (shape) => {
    const { left, right, top, bottom, height } = shape;
    return { left, right, top: top + height * 0.2, bottom: bottom - height * 0.2 };
  };
  const isOutside = (inner, outer) =>
    inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1;
  const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const last = document.querySelector(".list.last");
  const isOutOfSight = (node) => last?.contains(node) && box(node).left >= box(last).right - 1;
  for (const node of all(".top, .card, .side h2, .list li, .queue, .phone, .notice, .empty, .items li, .waits li, .yesterday")) {
    if (!isOutOfSight(node) && isOutside(box(node), screen)) say("outside of the screen", node);
  }
  for (const card of all(".card")) {
    const isWordless = card.closest(".crowded") !== null;
    for (const part of card.querySelectorAll(isWordless ? ".number, .window" : ".number, .window, .say")) {
      if (isOutside(tight(ink(part)), box(card))) say("not inside of its card", part);
    }
    const [own, place] = [".number", ".window"].map((part) => ink(card.querySelector(part)));
    const gap = parseFloat(getComputedStyle(card.querySelector(".number")).fontSize) * 0.3;
    if (own.right + gap > place.left) say("number and window read as one", card);
    if (isWordless) continue;
    const [who, where] = [ink(card.querySelector(".who")), ink(card.querySelector(".where"))];
    if (who.right > where.left) say("words lie over one another", card);
    const [head, number] = [ink(card.querySelector(".say")), ink(card.querySelector(".number"))];
    const isAbove = head.bottom - head.height * 0.1 <= number.top + number.height * 0.2;
    if (!isAbove && head.left < number.right) say("words and number lie over one another", card);
  }
  const rows = all(".cards > *, .side > *, .foot > *, .queues > *, .top > *, .outdoor main > *");
  for (const node of rows) {
    const next = node.nextElementSibling;
    if (next === null || !rows.includes(next)) continue;
    const [one, other] = [box(node), box(next)];
    const apart = other.left >= one.right - 1 || other.top >= one.bottom - 1 || one.left >= other.right - 1;
    if (!apart) say("lies over its neighbour", next);
  }
  for (const row of all(".list li, .items li, .waits li")) {
    if (isOutOfSight(row)) continue;
    const parts = [...row.children];
    parts.slice(1).forEach((part, at) => {
      if (box(part).left < Math.min(ink(parts[at]).right, box(parts[at]).right) - 1 && box(part).top < ink(parts[at]).bottom - 4) say("lies over its neighbour", row);
    });
    if (isOutside(ink(row.lastElementChild), { ...screen, right: box(row).right })) say("cut off", row);
  }
  for (const node of all(".queue p, .top h1, .top .clock, .phone figcaption, .turn")) {
    const isWide = node.scrollWidth > node.clientWidth + 1;
    const line = parseFloat(getComputedStyle(node).fontSize);
    if (isWide || node.scrollHeight > node.clientHeight + line * 0.6) say("cut off", node);
  }
  // A long name may end in dots, but most of it is there.
  for (const node of all(".queue .name")) {
    if (node.clientHeight < node.scrollHeight * 0.45) say("most of it is cut off", node);
  }
  for (const queue of all(".queue")) {
    for (const part of queue.children) if (isOutside(tight(box(part)), box(queue))) say("not inside of its queue", part);
  }
  if (document.querySelector(".calls .card")) {
    const [cards, foot] = [all(".card").at(-1), document.querySelector(".foot")];
    const free = (foot ? box(foot).top : innerHeight) - box(all(".calls").at(-1)).bottom;
    if (Math.abs(free) > 2) say(`${Math.round(free)} px between calls and queues`, cards);
  }
  return found;
}
