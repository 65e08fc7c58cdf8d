// The page: follows the state of the simulator, keeps one view per phone, moves the clock.
import { ask } from "./elements.js";
import { PhoneView } from "./phone.js";
import { post } from "./server.js";

const at = (id) => document.getElementById(id);
const views = new Map();
let state = { groups: [], phones: [] };
let shown = Number(location.hash.slice(1)) || 0;

function drawClock(now) {
  at("time").textContent = now.time;
  at("day").textContent = now.day;
}

function drawSwitcher() {
  at("switcher").replaceChildren(
    ...state.phones.map((phone) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = phone.name;
      const unread = views.get(phone.id)?.unread() || 0;
      if (unread) button.dataset.unread = unread;
      button.setAttribute("aria-pressed", String(phone.id === shown));
      button.addEventListener("click", () => show(phone.id));
      return button;
    }),
  );
}

function show(id) {
  shown = id;
  for (const [key, view] of views) view.root.classList.toggle("shown", key === id);
  views.get(id)?.wake();
  drawSwitcher();
}

function draw(fresh) {
  state = fresh;
  drawClock(state.now);
  at("reset").hidden = !state.can_reset;
  const ids = new Set(state.phones.map((phone) => phone.id));
  for (const [id, view] of views) {
    if (!ids.has(id)) {
      view.root.remove();
      views.delete(id);
    }
  }
  if (!ids.has(shown)) shown = state.phones[0]?.id || 0;
  for (const phone of state.phones) {
    if (!views.has(phone.id)) {
      views.set(phone.id, new PhoneView(phone, drawSwitcher));
      at("shelf").append(views.get(phone.id).root);
    }
    views.get(phone.id).root.classList.toggle("shown", phone.id === shown);
    views.get(phone.id).draw(phone, state.groups);
  }
  drawSwitcher();
  document.body.dataset.ready = "yes";
}

function listen() {
  const live = new EventSource("/ctl/live");
  live.addEventListener("message", (event) => {
    at("lost").hidden = true;
    draw(JSON.parse(event.data));
  });
  live.addEventListener("error", () => {
    at("lost").hidden = false;
  });
}

for (const button of document.querySelectorAll("[data-jump]")) {
  button.addEventListener("click", () => post("/ctl/clock", { seconds: Number(button.dataset.jump) }));
}

at("reset").addEventListener("click", async () => {
  if (await ask("Start again? Everything said here is forgotten.")) await post("/ctl/reset", {});
});

at("add-phone").addEventListener("click", async () => {
  const name = document.createElement("input");
  name.required = true;
  name.maxLength = 64;
  name.setAttribute("aria-label", "Name · नाम");
  if (!(await ask("Whose phone? · किसका फ़ोन?", name)) || !name.value.trim()) return;
  const made = await post("/ctl/person", { name: name.value });
  if (made.ok) setTimeout(() => {
    show(made.id);
    views.get(made.id)?.root.scrollIntoView({ inline: "end" });
  }, 200);
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  }
});

listen();
