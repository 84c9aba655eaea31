// Makes the list of steps a drawing: arrows between the texts as they stand, larger and smaller by keys, wheel and pinch.
"use strict";

(function () {
  const at = (id) => document.getElementById(id);
  const view = at("view"), extent = at("extent"), board = at("board"), arrows = at("arrows");
  const SMALLEST = 0.05, LARGEST = 3, FIRST_SMALLEST = 0.75, STEP = 1.25, LANE = 18, SCROLL = 80;
  let scale = 1, pinch = null, drag = null;

  const isDrawn = () => document.body.classList.contains("drawn");

  // ---------------------------------------------------------------- arrows

  function arrow(d, best, off, headed) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    path.setAttribute("class", (best ? "best " : "") + (off ? "off" : ""));
    if (headed) path.setAttribute("marker-end", best ? "url(#best-head)" : "url(#head)");
    return path;
  }

  // All measures are from `offset…`, which know nothing of the scale.
  const middle = (box) => box.offsetLeft + box.offsetWidth / 2;
  const bottom = (box) => box.offsetTop + box.offsetHeight;
  const rowOf = (box) => box.closest(".row");
  const down = (x, y, x2, y2) => `C${x} ${(y + y2) / 2} ${x2} ${(y + y2) / 2} ${x2} ${y2}`;

  function between(box, target, lane, right) {
    const card = target.querySelector(".card"), row = rowOf(box), gap = 66;
    const x = middle(box), y = bottom(row) - gap, x2 = middle(card), y2 = card.offsetTop - 2;
    const start = `M${x} ${bottom(box)}V${y}`;
    if (row.nextElementSibling === rowOf(target)) return start + down(x, y, x2, y2);
    const side = right + (lane + 1) * LANE, above = y2 - gap + 4;
    return start + down(x, y, side, y + gap) + `V${above}` + down(side, above, x2, y2);
  }

  function draw() {
    arrows.querySelectorAll(":scope > path").forEach((path) => path.remove());
    const answers = [...document.querySelectorAll("li")];
    const lanes = Math.max(...answers.map((answer) => Number(answer.dataset.lane)), 0) + 2;
    board.style.paddingRight = `${24 + lanes * LANE}px`;
    const right = Math.max(...[...document.querySelectorAll("section")].map((box) => box.offsetLeft + box.offsetWidth));
    const paths = []; // put in at the end: after each change the browser would measure all texts anew
    for (const answer of answers) {
      const best = answer.classList.contains("best"), off = Boolean(answer.closest(".unreachable"));
      const card = answer.closest("section").querySelector(".card"), lane = Number(answer.dataset.lane);
      const begin = `M${middle(card)} ${bottom(card)}`;
      paths.push(arrow(begin + down(middle(card), bottom(card), middle(answer), answer.offsetTop), best, off, false));
      paths.push(arrow(between(answer, at(answer.dataset.to), lane, right), best, off, true));
    }
    for (const end of document.querySelectorAll("[data-ends]")) {
      const card = end.querySelector(".card"), ids = end.dataset.ends.split(" ").filter(Boolean);
      paths.push(...ids.map((id) => arrow(between(card, at(id), 0, right), false, true, true)));
    }
    arrows.append(...paths);
  }

  // ---------------------------------------------------------------- scale

  // The point of the drawing at (x, y) of the window stays where it is.
  function zoom(to, x = view.clientWidth / 2, y = view.clientHeight / 2) {
    const left = (view.scrollLeft + x - extent.offsetLeft) / scale, top = (view.scrollTop + y) / scale;
    scale = Math.min(LARGEST, Math.max(SMALLEST, to));
    board.style.transform = `scale(${scale})`;
    extent.style.width = `${board.offsetWidth * scale}px`;
    extent.style.height = `${board.offsetHeight * scale}px`;
    view.scrollLeft = left * scale - x + extent.offsetLeft;
    view.scrollTop = top * scale - y;
  }

  const wholeScale = () => Math.min(view.clientWidth / board.offsetWidth, view.clientHeight / board.offsetHeight);

  function show(drawn) {
    document.body.classList.toggle("drawn", drawn);
    at("listed").setAttribute("aria-pressed", String(!drawn));
    for (const id of ["closer", "farther", "whole", "actual"]) at(id).hidden = !drawn;
    board.style.transform = board.style.paddingRight = extent.style.width = extent.style.height = "";
    if (!drawn) return;
    draw();
    zoom(Math.min(1, Math.max(FIRST_SMALLEST, view.clientWidth / board.offsetWidth)), 0, 0);
    const first = document.querySelector(".card");
    view.scrollLeft = middle(first) * scale + extent.offsetLeft - view.clientWidth / 2;
    view.scrollTop = 0;
  }

  const acts = {
    closer: () => zoom(scale * STEP),
    farther: () => zoom(scale / STEP),
    whole: () => zoom(wholeScale()),
    actual: () => zoom(1),
    listed: () => show(!isDrawn()),
  };
  const keys = { "+": "closer", "=": "closer", "-": "farther", "0": "whole", "1": "actual", "l": "listed" };
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  // ---------------------------------------------------------------- what a person does

  for (const id of Object.keys(acts)) at(id).addEventListener("click", acts[id]);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key.toLowerCase()], way = ways[event.key];
    if (act && (isDrawn() || act === "listed")) acts[act]();
    else if (way && isDrawn()) view.scrollBy(way[0] * SCROLL, way[1] * SCROLL);
    else return;
    event.preventDefault();
  });

  const inView = (event) => [event.clientX - view.offsetLeft, event.clientY - view.offsetTop];

  view.addEventListener("wheel", (event) => { // a trackpad's pinch comes as a wheel with Ctrl
    if (!isDrawn() || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const pixels = event.deltaMode ? event.deltaY * 30 : event.deltaY;
    zoom(scale * Math.exp(-Math.max(-60, Math.min(60, pixels)) / 150), ...inView(event));
  }, { passive: false });

  const spread = ([one, two]) => Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);

  view.addEventListener("touchstart", (event) => {
    pinch = isDrawn() && event.touches.length === 2 ? { from: spread(event.touches), scale } : null;
  }, { passive: true });
  view.addEventListener("touchmove", (event) => {
    if (!pinch || event.touches.length !== 2) return;
    event.preventDefault();
    const [one, two] = event.touches;
    const between = { clientX: (one.clientX + two.clientX) / 2, clientY: (one.clientY + two.clientY) / 2 };
    zoom(pinch.scale * spread(event.touches) / pinch.from, ...inView(between));
  }, { passive: false });

  view.addEventListener("pointerdown", (event) => { // texts can still be marked
    if (!isDrawn() || event.pointerType !== "mouse" || event.button || event.target.closest(".card, li")) return;
    drag = event;
    view.setPointerCapture(event.pointerId);
    view.classList.add("dragged");
  });
  view.addEventListener("pointermove", (event) => {
    if (!drag) return;
    view.scrollBy(drag.clientX - event.clientX, drag.clientY - event.clientY);
    drag = event;
  });
  for (const name of ["pointerup", "pointercancel"]) {
    view.addEventListener(name, () => { drag = null; view.classList.remove("dragged"); });
  }

  at("tools").hidden = false;
  show(!matchMedia("(max-width: 700px)").matches);
  document.fonts.ready.then(() => { if (isDrawn()) draw(); });
})();
