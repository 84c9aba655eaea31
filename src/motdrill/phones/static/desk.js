// The facilitator's desk: receives its page and the question that stands, draws them, and sends what answers it.
// Everything from the class is set as text, never as markup.
"use strict";

(function () {
  const at = (id) => document.getElementById(id);
  const SETTLES_MS = 500; // a second press so soon was meant for the question before

  let latest = null; // {lang, page, question}
  let drawn = []; // the blocks on the screen, as JSON
  let asked = 0, armedAt = 0, sending = false; // the question on the screen, and when it may be answered
  let note = ["", {}], trouble = "", open = "", justOpened = false;
  let gone = "deskTaken"; // why this is the desk no more

  // ---------------------------------------------------------------- receiving

  const connection = makeConnection({
    events: "/desk/events",
    view: "/desk/page",
    hear,
    lost: () => render(),
    opened: null,
    rests: () => open === "opening" || open === "ended"
  });

  function hear(message) {
    if (message.ended) {
      connection.hang();
      latest = null;
      gone = message.ended === "over" ? "deskOver" : "deskTaken";
      note = justOpened && message.ended === "no-desk" ? ["cookies", {}] : note;
      turnTo(message.ended === "no-desk" ? "opening" : "ended");
    } else {
      latest = message;
      note = ["", {}];
      turnTo("room");
    }
    justOpened = false;
  }

  // ---------------------------------------------------------------- sending

  async function openDesk(event) {
    event.preventDefault();
    const code = at("code").value.trim();
    if (!code) return refuse("deskNoCode", 0);
    at("enter").disabled = true;
    try {
      const answer = await post("/desk/open", { code });
      if (answer.status !== 200) return refuse(answer.told.error, answer.told.wait);
      at("enter").disabled = false;
      at("code").value = "";
      history.replaceState(null, "", location.pathname); // the code is used up
      justOpened = true;
      connection.connect();
    } catch (error) {
      refuse("unreached", 0);
    }
  }

  function refuse(why, seconds) {
    note = [why in WORDS.en ? why : "failed", { n: seconds }];
    at("enter").disabled = seconds > 0;
    if (seconds > 0) setTimeout(() => { at("enter").disabled = false; }, seconds * 1000);
    render();
    at("code").focus();
  }

  // Answers the question on the screen, once: until another one stands, further presses do nothing.
  async function press(line) {
    if (sending || !asked || connection.link !== "connected" || Date.now() < armedAt) return;
    const serial = asked;
    sending = true;
    trouble = "";
    render();
    try {
      const answer = await post("/desk/answer", { serial, line });
      if (answer.status === 401 || answer.told.error === "desk-taken") connection.connect();
      if (answer.status === 200) setTimeout(() => free(serial), 3000);
      else free(serial, { late: "deskLate", wait: "slow" }[answer.told.error] || "failed");
    } catch (error) {
      free(serial, "deskUnsent");
    }
  }

  function free(serial, why) {
    if (serial !== asked) return; // another question stands by now, and has freed the keys
    sending = false;
    trouble = why || trouble;
    render();
  }

  // ---------------------------------------------------------------- showing

  function turnTo(section) {
    const moved = open !== section && open !== "";
    open = section;
    ["opening", "ended", "room"].forEach((id) => { at(id).hidden = id !== section; });
    render();
    if (moved && section === "room") at("state").focus();
  }

  function render() {
    chooseLanguages([]);
    if (latest && latest.lang in WORDS) language.page = latest.lang;
    document.documentElement.lang = language.page === "zh" ? "zh-CN" : language.page;
    Array.from(document.querySelectorAll("[data-word]")).forEach((node) => say(node, word(node.getAttribute("data-word"))));
    at("link").className = connection.link === "lost" ? "lost" : connection.link === "connecting" ? "" : "hidden";
    say(at("link"), word(connection.link === "lost" ? "deskLost" : connection.link));
    say(at("why"), word(gone));
    say(at("opening-note"), note[0] ? word(note[0], note[1]) : "");
    if (latest) renderRoom(latest.page, latest.question);
    say(at("trouble"), trouble ? word(trouble) : "");
  }

  function renderRoom(page, question) {
    const [heading, now] = page; // the desk's page begins with the heading and what the wall shows
    say(at("title"), [heading.left, heading.middle, heading.right].map(plain).filter(Boolean).join(" · "));
    document.title = plain(heading.left);
    say(at("state"), plain(now.parts.slice(0, 1)));
    say(at("clock"), plain(now.parts.slice(1)).trim());
    say(at("note"), question ? question.note : "");
    renderPage(page.slice(2));
    renderQuestion(question);
  }

  function renderPage(blocks) {
    const box = at("page");
    blocks.forEach((block, i) => {
      const json = JSON.stringify(block);
      if (drawn[i] === json) return;
      const node = draw(block);
      if (i < box.childNodes.length) box.replaceChild(node, box.childNodes[i]);
      else box.appendChild(node);
      drawn[i] = json;
    });
    while (box.childNodes.length > blocks.length) box.removeChild(box.lastChild);
    drawn.length = blocks.length;
  }

  function renderQuestion(question) {
    const box = at("keys");
    if (question && question.serial !== asked) {
      const focused = box.contains(document.activeElement);
      asked = question.serial;
      armedAt = Date.now() + SETTLES_MS;
      sending = false;
      trouble = "";
      box.textContent = "";
      controls(question).forEach((node) => box.appendChild(node));
      if (focused) at("state").focus();
      setTimeout(render, SETTLES_MS + 10);
    }
    const deaf = sending || !question || connection.link !== "connected" || Date.now() < armedAt;
    Array.from(box.querySelectorAll("button")).forEach((node) => node.setAttribute("aria-disabled", String(deaf)));
  }

  function controls(question) {
    const nodes = [], typed = ["words", "number", "ranking", "marks"].indexOf(question.kind) >= 0;
    if (typed) {
      const input = make("input", { id: "line", maxlength: 200, autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
      nodes.push(make("div", { class: "line" }, make("label", { for: "line" }, question.enter || word("deskLine")), input));
      nodes.push(button("main", "submit", word("deskSend"), () => press(input.value.trim())));
    } else if (question.choices.length) {
      question.choices.forEach((choice) => nodes.push(button("key", "button", choice, () => press(choice))));
    } else {
      nodes.push(button("main", "submit", question.enter, () => press("")));
    }
    question.keys.filter((key) => key[1]).forEach(([key, label]) => {
      nodes.push(button("key", "button", label, () => press(key), key));
    });
    return nodes;
  }

  function button(kind, type, label, act, key) {
    const node = make("button", { type, class: kind }, label);
    if (key) node.insertBefore(make("span", { "aria-hidden": "true" }, key), node.firstChild);
    node.addEventListener("click", (event) => { event.preventDefault(); act(); });
    return node;
  }

  // ---------------------------------------------------------------- blocks

  const DRAW = {
    Para(block) {
      const body = make("span", {}, ...block.parts.map(inline));
      const kind = ["row", block.style, block.indent > 1 ? "in" : ""].filter(Boolean).join(" ");
      return make("div", { class: kind }, ...(block.label ? [make("span", { class: "label" }, block.label)] : []), body);
    },
    ListBlock(block) {
      const items = make("ul", {}, ...block.items.map((each) => make("li", {}, each)));
      return make("div", { class: "row" }, make("span", { class: "label" }, block.label), items);
    },
    ChoiceBlock(block) {
      return DRAW.Para({ parts: block.parts, label: block.key, style: "", indent: 1 });
    },
    Heading(block) {
      return make("div", { class: "rule" }, plain([].concat(block.left, block.middle, block.right)));
    },
    Columns(block) {
      return make("div", {}, ...[].concat(...block.groups).map(draw));
    },
    Gap() {
      return make("div", { class: "gap" });
    }
  };

  function draw(block) {
    return DRAW[block.is](block);
  }

  const stars = (n) => "★".repeat(n) + "☆".repeat(6 - n);

  function inline(part) {
    if (typeof part === "string") return document.createTextNode(part);
    if (part.is === "Stars") return make("span", { role: "img", "aria-label": starsTold(part.anger) }, stars(part.anger));
    if (part.is === "Dots") return make("span", {}, word("points", { n: part.points }));
    if (part.is === "Speech") return make("span", { class: "hidden" }, part.text);
    if (part.is === "Bar") return bar(part);
    return make("span", part.is === "Drawing" ? { class: part.style, "aria-hidden": "true" } : { class: part.style }, part.text);
  }

  function bar(part) {
    const full = make("i", {});
    full.style.width = Math.round(100 * part.part / (part.whole || 1)) + "%";
    return make("span", { class: "bar", "aria-hidden": "true" }, full);
  }

  // What parts say, as text.
  function plain(parts) {
    return parts.map((part) => typeof part === "string" ? part : part.is === "Stars" ? stars(part.anger) : part.text || "").join("");
  }

  // ---------------------------------------------------------------- starting

  function readCode() {
    const code = location.hash.replace(/[^0-9A-Za-z-]/g, "").slice(0, 20);
    if (code) at("code").value = code.toUpperCase();
  }

  at("open").addEventListener("submit", openDesk);
  at("keys").addEventListener("submit", (event) => event.preventDefault());
  at("here").addEventListener("click", () => { connection.connect(); });
  window.addEventListener("hashchange", readCode);
  readCode();
  render();
  connection.connect();
})();
