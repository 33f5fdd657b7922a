// What a page must keep to be used by everybody: a list of what it does not keep, empty when all
// is well. After the rules of DOMAIN 7: names, contrast, sizes, headings, one main part, no
// sideways scrolling, and no bar that hides what one came to read.
(limits) => {
  const found = [];
  const say = (what, node) => found.push(`${what}: ${(node?.outerHTML ?? "").slice(0, 160)}`);
  const shown = (node) => {
    const style = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    // What is folded has a size and is not seen.
    const folded = node.checkVisibility && !node.checkVisibility();
    return !folded && style.visibility !== "hidden" && style.display !== "none" && box.width > 0 && box.height > 0;
  };

  if (!document.documentElement.lang) say("the document has no language");
  if (!document.title.trim()) say("the document has no title");
  if (document.querySelectorAll("main").length !== 1) say("there is not one main part");
  const headings = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].filter(shown);
  const levels = headings.map((heading) => Number(heading.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) say("there is not one first heading");
  levels.forEach((level, at) => {
    if (at > 0 && level > levels[at - 1] + 1) say("a heading skips a level", headings[at]);
  });

  const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
  if (new Set(ids).size !== ids.length) say("an id is used twice");
  const unnamed = "img:not([alt]),[role=img]:not([aria-label])";
  for (const image of document.querySelectorAll(unnamed)) say("an image has no words", image);
  for (const node of document.querySelectorAll("[aria-pressed]")) {
    if (!["true", "false"].includes(node.getAttribute("aria-pressed"))) say("neither on nor off", node);
  }
  const roles = ["status", "alert", "group", "timer", "img"];
  for (const node of document.querySelectorAll("[role]")) {
    if (!roles.includes(node.getAttribute("role"))) say("an unknown role", node);
  }

  const targets = "button,a[href],input,select,textarea,summary";
  for (const target of [...document.querySelectorAll(targets)].filter(shown)) {
    const labels = [...(target.labels ?? [])].map((label) => label.innerText).join(" ");
    const name = target.getAttribute("aria-label") ?? (labels || target.innerText);
    if (!name.trim()) say("nothing says what it does", target);
    // Whoever touches a label touches what stands in it.
    const box = (target.closest("label") ?? target).getBoundingClientRect();
    if (box.width < limits.target || box.height < limits.target) {
      say(`${Math.round(box.width)}x${Math.round(box.height)} is too small to touch`, target);
    }
    if (target.tabIndex < 0) say("the keyboard does not reach it", target);
  }

  const number = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const linear = (part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const [red, green, blue, alpha = 1] = number(getComputedStyle(at).backgroundColor);
      if (alpha > 0) return [red, green, blue];
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !shown(node) || node.closest("script,style")) continue;
    const style = getComputedStyle(node);
    const [one, other] = [light(number(style.color)), light(ground(node))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) say(`a contrast of ${contrast.toFixed(1)}`, node);
    const size = parseFloat(style.fontSize);
    if (size < limits.text) say(`letters of ${size.toFixed(1)} px`, node);
  }

  for (const bar of [...document.querySelectorAll("body *")].filter(shown)) {
    const share = bar.getBoundingClientRect().height / innerHeight;
    const stays = getComputedStyle(bar).position === "sticky";
    if (stays && share > limits.bar) say(`${Math.round(share * 100)} % of the screen never moves`, bar);
  }

  if (document.scrollingElement.scrollWidth > innerWidth) say("the page scrolls sideways");
  return found;
}
