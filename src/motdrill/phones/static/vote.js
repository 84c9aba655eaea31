// The four kinds of question. Each builds its controls once and returns a function that shows a vote on them:
// show(vote, open, best), where best is null until it is revealed. Texts are set as text, never as markup.
"use strict";

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  Object.keys(attributes || {}).forEach((name) => node.setAttribute(name, attributes[name]));
  children.forEach((child) => node.appendChild(typeof child === "string" ? document.createTextNode(child) : child));
  return node;
}

function spoken(tag, kind, words) {
  return make(tag, { class: kind, lang: language.text }, words);
}

function say(node, words) {
  if (node.textContent !== words) node.textContent = words; // screen readers announce every change
}

function letter(i) {
  return String.fromCharCode(65 + i);
}

function starsTold(n) {
  const feeling = WORDS[language.page].calm[n];
  return word(n === 1 ? "star" : "stars", { n }) + (feeling ? (language.page === "zh" ? "，" : ", ") + feeling : "");
}

// A vote as a phrase, with the letters and numbers of the projector.
function told(kind, vote) {
  if (kind === "reply") return letter(vote);
  if (kind === "anger") return starsTold(vote);
  if (kind === "needs") return vote.map((i) => i + 1).join(word("join"));
  return vote.length ? vote.map(letter).join(word("list")) : word("none");
}

function question(legend, help) {
  const box = make("fieldset", {}, make("legend", {}, legend));
  if (help) box.appendChild(make("p", { class: "help" }, help));
  return box;
}

function choiceButton(key, words, act) {
  const mark = make("span", { class: "mark" });
  const node = make("button", { type: "button", class: "choice", "aria-pressed": "false" },
    make("span", { class: "key" }, key), make("span", { class: "words" }, spoken("span", "", words), mark));
  node.addEventListener("click", () => {
    if (node.getAttribute("aria-disabled") !== "true") act();
  });
  return { node, mark };
}

function press(button, pressed, open) {
  button.node.setAttribute("aria-pressed", String(pressed));
  button.node.setAttribute("aria-disabled", String(!open)); // not `disabled`, which would lose the focus
}

const KINDS = {
  reply(room, send) {
    const box = question(word("reply"));
    const buttons = room.choices.map((each, i) => choiceButton(letter(i), text(each), () => send(i)));
    buttons.forEach((button) => box.appendChild(button.node));
    return {
      box,
      show(vote, open, best) {
        buttons.forEach((button, i) => {
          press(button, i === vote, open);
          const right = best && best.indexOf(i) >= 0;
          button.node.classList.toggle("best", !!right);
          say(button.mark, right ? word(i === vote ? "bestYours" : "isBest") : i === vote ? word("yours") : "");
        });
      }
    };
  },

  anger(room, send) {
    const box = question(word("anger", { name: text(room.customer) }));
    const row = make("div", { class: "stars" });
    const inputs = [0, 1, 2, 3, 4, 5, 6].map((n) => {
      const input = make("input", { type: "radio", name: "stars", value: n, "aria-label": starsTold(n) });
      input.addEventListener("change", () => send(n));
      row.appendChild(make("label", { class: "star" }, input, make("span", { "aria-hidden": "true" }, String(n))));
      return input;
    });
    const calm = WORDS[language.page].calm;
    box.appendChild(row);
    box.appendChild(make("div", { class: "ends", "aria-hidden": "true" },
      make("span", {}, "0 " + calm[0]), make("span", {}, "6 " + calm[6])));
    return {
      box,
      show(vote, open, best) {
        inputs.forEach((input, n) => {
          input.checked = n === vote;
          input.disabled = !open;
          input.parentNode.classList.toggle("best", !!best && best[0] === n);
        });
      }
    };
  },

  needs(room, send) {
    const box = question(word("needs", { name: text(room.customer) }), word("needsHelp"));
    const all = room.choices.map((_each, i) => i);
    const whole = (some) => some.concat(all.filter((i) => some.indexOf(i) < 0));
    let ranked = [], cleared = false;
    const buttons = room.choices.map((each, i) => choiceButton(String(i + 1), text(each), () => {
      cleared = false;
      ranked = ranked.indexOf(i) < 0 ? ranked.concat(i) : ranked.filter((other) => other !== i);
      send(ranked);
    }));
    buttons.forEach((button) => box.appendChild(button.node));
    return {
      box,
      part: () => ranked.length < all.length,
      show(vote, open) {
        if (cleared && open) return; // all taken back: the vote last sent returns when the round ends
        if (vote && (!ranked.length || whole(ranked).join() !== whole(vote).join())) ranked = vote;
        if (!vote) ranked = [];
        buttons.forEach((button, i) => {
          const place = ranked.indexOf(i) + 1;
          press(button, place > 0, open);
          say(button.mark, place ? word("rank", { n: place }) : "");
        });
      },
      clear() {
        cleared = true;
        ranked = [];
        buttons.forEach((button) => {
          press(button, false, true);
          say(button.mark, "");
        });
      }
    };
  },

  spot(room, send) {
    const box = question(word("spot"));
    const boxes = room.choices.map((each, i) => {
      const input = make("input", { type: "checkbox" });
      const mark = make("span", { class: "mark" });
      const node = make("label", { class: "choice" }, input, make("span", { class: "key" }, letter(i)),
        make("span", { class: "words" }, spoken("span", "", text(each)), mark));
      input.addEventListener("change", () => send(boxes.map((_box, k) => k).filter((k) => boxes[k].input.checked)));
      box.appendChild(node);
      return { input, mark, node };
    });
    const none = choiceButton("", word("none"), () => send([]));
    none.node.classList.add("none");
    box.appendChild(none.node);
    return {
      box,
      show(vote, open, best) {
        boxes.forEach((each, i) => {
          const marked = !!vote && vote.indexOf(i) >= 0;
          each.input.checked = marked;
          each.input.disabled = !open;
          each.node.classList.toggle("own", marked);
          const good = !!best && best.indexOf(i) >= 0;
          each.node.classList.toggle("best", good);
          const verdict = best ? word(good ? "wellDone" : "notWellDone") : "";
          say(each.mark, verdict + (best && marked ? word("list") + word("marked") : ""));
        });
        press(none, !!vote && !vote.length, open);
      }
    };
  }
};
