// The two menus of a phone: what can be done with the open chat, and with the phone itself.
import { ask, make } from "./elements.js";

function fill(phone, selector, entries) {
  const items = phone.find(`${selector} .items`);
  const key = JSON.stringify([phone.open, entries.map(([label]) => label)]);
  if (items.dataset.key === key) return;
  items.dataset.key = key;
  items.replaceChildren(...entries.map(([label, action]) => {
    const button = make("button", "", label);
    button.type = "button";
    button.addEventListener("click", () => {
      phone.find(selector).open = false;
      action();
    });
    return button;
  }));
}

export function chatMenu(phone, chat) {
  const entries = chat.commands.map(({ command, description }) => [
    `/${command} · ${description}`, () => phone.act("say", { text: `/${command}` }),
  ]);
  entries.push([chat.muted ? "Unmute · आवाज़ चालू" : "Mute · आवाज़ बंद", () => phone.act("mute")]);
  if (chat.private && chat.blocked) entries.push(["Unblock the bot · खोलें", () => phone.act("unblock")]);
  if (chat.private && !chat.blocked) entries.push(["Block the bot · रोकें", () => phone.act("block")]);
  if (chat.private) entries.push(["Share my number · नंबर दें", () => phone.act("contact")]);
  if (!chat.private && chat.here) entries.push(["Leave the group · समूह छोड़ें", () => phone.act("leave")]);
  if (chat.can_grow) entries.push(["Make it a supergroup", () => phone.act("grow")]);
  fill(phone, ".chat-menu", entries);
}

export function phoneMenu(phone) {
  const mine = new Set(phone.phone.chats.filter((chat) => chat.here).map((chat) => chat.key));
  const entries = [["Open a t.me link · लिंक खोलें", () => openLink(phone)]];
  for (const group of phone.groups.filter((each) => !mine.has(each.key))) {
    entries.push([`Join · जुड़ें: ${group.title}`, () => phone.act("join", { chat: group.key })]);
  }
  fill(phone, ".phone-menu", entries);
}

async function openLink(phone) {
  const url = make("input");
  url.placeholder = "https://t.me/…?start=…";
  url.setAttribute("aria-label", "Link · लिंक");
  if ((await ask("Open a link · लिंक खोलें", url)) && url.value) phone.follow(null, url.value.trim());
}
