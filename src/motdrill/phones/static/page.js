// The page of one phone: receives views of the class, shows them, and sends votes.
"use strict";

(function () {
  const at = (id) => document.getElementById(id);

  let latest = null; // the newest view: {at, room, you}; a higher `at` is newer
  let pending = null; // a vote the server has not confirmed: {ask, choice}
  let sending = false, trouble = "", justJoined = false;
  let joinNote = ["", {}], open = "";
  let shown = { key: "", question: null, phase: "" };

  // ---------------------------------------------------------------- receiving

  const connection = makeConnection({
    events: "/events",
    view: "/view",
    hear,
    lost: () => render(),
    opened: () => { if (latest) latest.at = 0; }, // after a restart the clock it counts from may have gone back
    rests: () => open === "joining" || open === "elsewhere"
  });

  function hear(message) {
    if (message.elsewhere) {
      connection.hang();
      turnTo("elsewhere");
    } else if (!message.you || !message.you.here) {
      connection.hang();
      joinNote = message.you ? ["removed", {}] : justJoined ? ["cookies", {}] : joinNote;
      latest = pending = null;
      turnTo("joining");
    } else {
      if (latest && latest.at > message.at && latest.room.ask === message.room.ask) {
        message.you.vote = latest.you.vote; // the response to a vote overtook this view
        message.at = latest.at;
      }
      latest = message;
      joinNote = ["", {}];
      turnTo("room");
      push();
    }
    justJoined = false;
  }

  // ---------------------------------------------------------------- sending

  async function join(note) {
    const code = at("code").value.trim();
    if (!code) return refuse("no-code", 0, at("code"));
    at("enter").disabled = true;
    joinNote = [note, {}];
    render();
    try {
      const answer = await post("/join", { code, name: at("name").value.slice(0, 60) });
      if (answer.told.error === "crowded") return queue(answer.told.wait);
      if (answer.status !== 200) return refuse(answer.told.error, answer.told.wait, at("code"));
      at("enter").disabled = false;
      justJoined = true;
      connection.connect();
      connection.poll(); // once the stream may be silent, nobody waits for it at the door
    } catch (error) {
      refuse("unreached", 0, at("enter"));
    }
  }

  function refuse(why, seconds, next) {
    joinNote = [why in WORDS.en ? why : "failed", { n: seconds }];
    at("enter").disabled = seconds > 0;
    render();
    if (seconds > 0) setTimeout(() => (seconds > 1 ? refuse("wait", seconds - 1, null) : allow()), 1000);
    if (next) next.focus();
  }

  // Tries again by itself, not all phones at the same moment.
  function queue(seconds) {
    joinNote = ["crowded", {}];
    render();
    setTimeout(() => join("crowded"), (seconds + 2 * Math.random()) * 1000);
  }

  function allow() {
    joinNote = ["", {}];
    at("enter").disabled = false;
    render();
  }

  function vote(choice) {
    if (!latest || latest.room.phase !== "voting") return;
    trouble = "";
    if (latest.room.kind === "needs" && !choice.length) { // an empty ranking is no vote; the last vote counts
      pending = null;
      shown.question.clear();
      trouble = latest.you.vote ? "kept" : "";
      renderReceipt();
      return;
    }
    pending = { ask: latest.room.ask, choice };
    render();
    push();
  }

  async function push() {
    if (sending || !pending) return;
    const mine = pending;
    let wait = 0;
    sending = true;
    try {
      const answer = await post("/vote", mine);
      trouble = "";
      if (answer.status === 200) {
        if (pending === mine) pending = null;
        if (latest && latest.room.ask === answer.told.ask && latest.at <= answer.told.at) {
          latest.you = answer.told.you;
          latest.at = answer.told.at;
        }
      } else if (answer.status === 429) {
        trouble = "slow";
        wait = Math.max(1, answer.told.wait);
      } else if (answer.status === 401) {
        pending = null;
        connection.connect();
      } else if (answer.status < 500) {
        if (pending === mine) pending = null;
        trouble = answer.told.error === "early" ? "early" : "late";
      } else {
        trouble = "unsent";
        wait = 2;
      }
    } catch (error) {
      trouble = "unsent";
      wait = 2;
    }
    sending = false;
    render();
    if (pending) setTimeout(push, wait * 1000);
  }

  // ---------------------------------------------------------------- showing

  function turnTo(section) {
    const moved = open !== section;
    const first = open === "";
    open = section;
    ["joining", "elsewhere", "room"].forEach((id) => { at(id).hidden = id !== section; });
    render();
    if (moved && !first) {
      window.scrollTo(0, 0);
      if (section === "joining") at("joining-title").focus();
      if (section === "room") at("state").focus();
    }
  }

  function render() {
    chooseLanguages(latest ? latest.room.langs : []);
    document.documentElement.lang = language.page === "zh" ? "zh-CN" : language.page;
    Array.from(document.querySelectorAll("[data-word]")).forEach((node) => say(node, word(node.getAttribute("data-word"))));
    renderSwitch();
    renderLink();
    say(at("joining-title"), word("joinTitle"));
    say(at("joining-note"), joinNote[0] ? word(joinNote[0], joinNote[1]) : "");
    if (latest) renderRoom(latest.room, latest.you);
    else say(at("me"), "");
  }

  function renderSwitch() {
    const now = language.own || (latest ? language.text : language.page);
    const next = language.known[(language.known.indexOf(now) + 1) % language.known.length];
    say(at("switch"), next in WORDS ? WORDS[next].self : next);
    at("switch").lang = next;
    at("switch").onclick = () => {
      language.own = next;
      try { localStorage.setItem("motdrill-language", next); } catch (error) { /* storage is blocked */ }
      render();
    };
  }

  function renderLink() {
    const lost = connection.link === "lost" && !(latest && latest.room.phase === "over");
    at("link").className = lost ? "lost" : connection.link === "connecting" ? "" : "hidden";
    say(at("link"), word(lost ? "lost" : connection.link === "connecting" ? "connecting" : "connected"));
  }

  function renderRoom(room, you) {
    at("title").lang = language.text;
    say(at("title"), text(room.title));
    document.title = text(room.title);
    say(at("group"), you.party in WORDS.en ? word(you.party) : you.party);
    say(at("me"), word(you.name ? "me" : "nameless", { name: you.name, n: you.number }));
    const asked = you.asked; // only while the wall shows the question or what became of it
    const where = asked ? word("where", { step: room.step, round: room.round }) : "";
    say(at("where"), where + (asked && room.aside ? " · " + word("aside") : ""));
    renderState(room, you);
    say(at("says"), asked ? text(room.says) : "");
    at("says").lang = language.text;
    at("says").hidden = !at("says").textContent;
    renderQuestion(asked ? room : null, you);
    renderReceipt();
    renderOutcome(asked ? room : null, you);
  }

  function renderState(room, you) {
    const [state, advice, values] = stateOf(room, you);
    say(at("state"), word(state));
    at("state").className = state === "best" || state === "nearlyBest" ? "good" : "";
    say(at("advice"), advice ? word(advice, values) : "");
  }

  // The state in words: a heading and what to do now.
  function stateOf(room, you) {
    if (room.phase === "waiting") return ["waiting", "waitingAdvice"];
    if (room.phase === "wall") return ["wall"];
    if (room.phase === "over") {
      return you.tally && you.tally[1] ? ["over", "tally", { best: you.tally[0], of: you.tally[1] }] : ["over", "thanks"];
    }
    if (!you.asked) return ["notAsked", "notAskedAdvice"];
    if (room.phase === "revealed") {
      if (you.points === undefined) return ["revealed"];
      const nearly = you.points < 3 && (room.kind === "needs" || room.kind === "spot");
      return [you.right ? (nearly ? "nearlyBest" : "best") : "notBest", "points", { n: you.points }];
    }
    if (room.phase === "closed") return room.round > 1 ? ["closedTwice", "closedTwiceAdvice"] : ["closed", "closedAdvice"];
    if (you.vote !== null) return ["voted", "votedAdvice"];
    if (room.round === 1) return ["voting", "votingAdvice"];
    return you.before === null ? ["again", "againNew"] : ["again", "againAdvice", { before: told(room.kind, you.before) }];
  }

  function renderQuestion(room, you) {
    const box = at("question");
    const focused = box.contains(document.activeElement);
    const key = room ? [room.ask, language.page, language.text].join(" ") : "";
    if (pending && (!room || pending.ask !== room.ask)) {
      pending = null;
      trouble = "late";
    }
    const other = shown.key !== key;
    if (other) {
      if (shown.key && shown.key.split(" ")[0] !== key.split(" ")[0] && trouble !== "late") trouble = "";
      box.textContent = "";
      shown = { key, question: room ? KINDS[room.kind](room, vote) : null, phase: shown.phase };
      if (room) box.appendChild(shown.question.box);
    }
    const phase = room ? room.phase : "";
    if (room) {
      const mine = pending ? pending.choice : you.vote;
      shown.question.show(mine, phase === "voting", phase === "revealed" ? room.best : null);
      box.className = phase === "voting" ? "" : "closed";
    }
    if (focused && (other || (phase !== "voting" && shown.phase === "voting"))) at("state").focus();
    shown.phase = phase;
  }

  function renderReceipt() {
    const { room, you } = latest;
    const vote = you.vote !== undefined && you.vote !== null ? told(room.kind, you.vote) : "";
    const part = room.kind === "needs" && shown.question && shown.question.part();
    let words = "";
    if (pending) words = word(trouble || "sending");
    else if (trouble) words = word(trouble, { vote });
    else if (vote && room.phase !== "revealed") words = word(part ? "arrivedPart" : "arrived", { vote });
    at("receipt").className = pending && trouble || trouble === "late" ? "bad" : "";
    say(at("receipt"), words);
  }

  function renderOutcome(room, you) {
    const box = at("outcome");
    const key = room && room.phase === "revealed" ? JSON.stringify([room, you, language]) : "";
    if (box.getAttribute("data-key") === key) return;
    box.setAttribute("data-key", key);
    box.textContent = "";
    if (!key) return;
    if (room.kind === "anger") box.appendChild(make("p", { class: "good" }, word("it", { n: starsTold(room.best[0]) })));
    if (room.kind === "needs") {
      box.appendChild(make("p", {}, word("order")));
      box.appendChild(make("ol", {}, ...room.best.map((i) => spoken("li", "", text(room.choices[i])))));
      if (you.vote) box.appendChild(make("p", {}, word("yourOrder", { vote: told("needs", you.vote) })));
    }
    if (you.why.length) box.appendChild(make("h3", {}, word("why")));
    you.why.forEach((each) => box.appendChild(spoken("p", "", text(each))));
  }

  // ---------------------------------------------------------------- starting

  function readCode() {
    const code = location.hash.replace(/[^0-9A-Za-z]/g, "").slice(0, 12);
    if (code) at("code").value = code.toUpperCase();
  }

  try { language.own = localStorage.getItem("motdrill-language"); } catch (error) { /* storage is blocked */ }
  at("join").addEventListener("submit", (event) => {
    event.preventDefault();
    join("joining");
  });
  at("here").addEventListener("click", () => { connection.connect(); });
  window.addEventListener("hashchange", readCode);
  readCode();
  render();
  connection.connect();
})();
