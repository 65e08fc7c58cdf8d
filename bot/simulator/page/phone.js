// One phone: its chats as tabs, the open chat, the keyboard under it, the box to type in.
import { bubble } from "./bubbles.js";
import { ask, make } from "./elements.js";
import { chatMenu, phoneMenu } from "./menus.js";
import { post } from "./server.js";

const HUES = [205, 25, 150, 280, 340, 95, 55];

export class PhoneView {
  constructor(phone, onRead) {
    this.root = document.getElementById("phone-template").content.firstElementChild.cloneNode(true);
    this.id = phone.id;
    this.onRead = onRead;
    this.groups = [];
    this.open = "";
    this.seen = new Map();
    this.toasted = new Set(phone.answers.map((answer) => answer.id));
    this.drawn = { messages: new Map() };
    this.atEnd = true;
    for (const chat of phone.chats) this.seen.set(chat.key, chat.messages.at(-1)?.id ?? 0);
    this.find = (selector) => this.root.querySelector(selector);
    this.root.dataset.phone = phone.id;
    this.root.style.setProperty("--hue", HUES[phone.id % HUES.length]);
    this.listen();
  }

  listen() {
    const box = this.find("textarea");
    this.find(".composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.send();
      }
    });
    box.addEventListener("input", () => this.grow());
    this.find(".photo").addEventListener("click", () => this.sendPhoto());
    this.find(".voice").addEventListener("click", () => this.act("voice"));
    this.find(".instead").addEventListener("click", () => this.act(this.find(".instead").dataset.action));
    this.find(".replying button").addEventListener("click", () => this.replyTo(null));
    this.find(".tabs").addEventListener("keydown", (event) => this.arrow(event));
    const log = this.find(".log");
    log.addEventListener("scroll", () => {
      this.atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    });
    new ResizeObserver(() => this.stick()).observe(log);
  }

  stick() {
    const log = this.find(".log");
    if (this.atEnd) log.scrollTop = log.scrollHeight;
  }

  chat() {
    return this.phone.chats.find((chat) => chat.key === this.open);
  }

  async act(action, more = {}) {
    const done = await post("/ctl/do", { person: this.id, chat: this.open, action, ...more });
    if (!done.ok) this.toast(done.why);
    return done.ok;
  }

  async send() {
    const box = this.find("textarea");
    const text = box.value.trim();
    if (!text) return;
    const sent = this.editing
      ? await this.act("edit", { message: this.editing, text })
      : await this.act("say", { text, reply: this.replying });
    if (!sent) return;
    box.value = "";
    this.grow();
    this.replyTo(null);
  }

  async sendPhoto() {
    const box = this.find("textarea");
    if (await this.act("photo", { text: box.value.trim() })) box.value = "";
  }

  async follow(event, url) {
    const inside = /^(https?:\/\/)?(t|telegram)\.me\/|^tg:\/\/resolve/.test(url);
    if (!inside) {
      if (/^https?:/.test(url)) window.open(url, "_blank", "noopener");
      return;
    }
    event?.preventDefault();
    const group = url.includes("startgroup") ? await this.chooseGroup() : null;
    if (group === "") return;
    if (!(await this.act("follow", { url, group }))) return;
    if (!group && url.includes("start=")) this.show(this.phone.chats.find((chat) => chat.private).key);
  }

  async chooseGroup() {
    const list = make("select");
    list.setAttribute("aria-label", "Group · समूह");
    for (const chat of this.phone.chats.filter((each) => !each.private && each.here)) {
      list.append(new Option(chat.title, chat.key.slice(1)));
    }
    return (await ask("Add to which group? · किस समूह में?", list)) ? list.value : "";
  }

  replyTo(message) {
    this.replying = message?.id;
    this.editing = undefined;
    this.find(".replying").hidden = !message;
    if (!message) return;
    this.find(".replying span").textContent = `↩ ${message.from}: ${message.text.slice(0, 60)}`;
    this.find("textarea").focus();
  }

  edit(message) {
    this.replyTo(message);
    this.replying = undefined;
    this.editing = message.id;
    this.find(".replying span").textContent = `✎ ${message.text.slice(0, 60)}`;
    this.find("textarea").value = message.text;
    this.grow();
  }

  grow() {
    const box = this.find("textarea");
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, 120)}px`;
  }

  toast(text, stays = false) {
    const toast = this.find(".toast");
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => { toast.hidden = true; }, stays ? 9000 : 4000);
  }

  unreadIn(chat) {
    const seen = this.seen.get(chat.key) ?? 0;
    return chat.messages.filter((m) => m.id > seen && !m.mine && !m.service).length;
  }

  unread() {
    const heard = (this.phone?.chats || []).filter((chat) => !chat.muted);
    return heard.reduce((sum, chat) => sum + this.unreadIn(chat), 0);
  }

  visible() {
    return this.root.offsetParent !== null;
  }

  wake() {
    this.read();
    this.drawTabs();
    this.atEnd = true;
    this.stick();
  }

  read() {
    const chat = this.chat();
    if (chat && this.visible()) this.seen.set(chat.key, chat.messages.at(-1)?.id ?? 0);
  }

  show(key) {
    this.open = key;
    this.atEnd = true;
    this.drawn.messages.clear();
    this.find(".log").replaceChildren();
    this.replyTo(null);
    this.draw(this.phone, this.groups);
    this.onRead();
  }

  /** `groups` are all that exist, for the menu to join one. */
  draw(phone, groups) {
    this.phone = phone;
    this.groups = groups;
    this.root.setAttribute("aria-label", [phone.name, phone.role].filter(Boolean).join(", "));
    this.find(".name").textContent = phone.name;
    this.find(".role").textContent = phone.role;
    this.find(".avatar").textContent = [...new Intl.Segmenter("hi").segment(phone.name)][0]?.segment;
    if (!this.chat()) {
      this.open = phone.chats[0]?.key || "";
      this.drawn.messages.clear();
      this.find(".log").replaceChildren();
    }
    this.read();
    this.drawTabs();
    phoneMenu(this);
    if (this.chat()) this.drawChat(this.chat());
    for (const answer of phone.answers.filter((each) => !this.toasted.has(each.id))) {
      this.toasted.add(answer.id);
      this.toast(answer.text, answer.alert);
    }
  }

  drawTabs() {
    const had = this.find(".tabs").contains(document.activeElement);
    this.find(".tabs").replaceChildren(...this.phone.chats.map((chat) => {
      const tab = make("button", chat.private ? "tab private" : "tab", chat.title);
      tab.type = "button";
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-selected", String(chat.key === this.open));
      tab.tabIndex = chat.key === this.open ? 0 : -1;
      tab.classList.toggle("muted", chat.muted);
      const unread = this.unreadIn(chat);
      if (unread) tab.append(make("span", "badge", String(unread)));
      tab.addEventListener("click", () => this.show(chat.key));
      return tab;
    }));
    if (had) this.find('.tab[aria-selected="true"]')?.focus();
  }

  arrow(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const keys = this.phone.chats.map((chat) => chat.key);
    const next = (keys.indexOf(this.open) + step + keys.length) % keys.length;
    this.show(keys[next]);
  }

  drawChat(chat) {
    this.find(".chat-head h3").textContent = chat.title + (chat.muted ? " (muted)" : "");
    this.find(".about").textContent = chat.about;
    this.find(".pinned").hidden = !chat.pinned;
    this.find(".pinned").textContent = `Pinned: ${chat.pinned}`;
    this.drawMessages(chat);
    this.drawKeys(chat);
    this.drawComposer(chat);
    chatMenu(this, chat);
    this.stick();
    if (chat.force_reply && this.forced !== chat.force_reply) {
      this.forced = chat.force_reply;
      const asked = chat.messages.find((each) => each.id === chat.force_reply);
      if (asked) this.replyTo(asked);
    }
  }

  drawMessages(chat) {
    const log = this.find(".log");
    const held = this.drawn.messages;
    const ids = new Set(chat.messages.map((message) => message.id));
    for (const [id, old] of held) {
      if (!ids.has(id)) {
        old.node.remove();
        held.delete(id);
      }
    }
    for (const message of chat.messages) {
      const key = JSON.stringify(message);
      const old = held.get(message.id);
      if (old?.key === key) continue;
      const node = bubble(message, this, chat.private);
      if (old) old.node.replaceWith(node);
      else log.append(node);
      held.set(message.id, { key, node });
    }
  }

  drawKeys(chat) {
    const keys = this.find(".keys");
    keys.hidden = !chat.keyboard.length;
    const key = JSON.stringify(chat.keyboard);
    if (keys.dataset.key === key) return;
    keys.dataset.key = key;
    keys.replaceChildren(...chat.keyboard.map((row) => {
      const line = make("div", "key-row");
      for (const each of row) {
        const button = make("button", "key", each.text);
        button.type = "button";
        button.addEventListener("click", () => this.act("key", { text: each.text }));
        line.append(button);
      }
      return line;
    }));
  }

  drawComposer(chat) {
    const instead = this.find(".instead");
    const offers = { start: "START · शुरू करें", unblock: "UNBLOCK · खोलें", join: "JOIN · जुड़ें" };
    const action = chat.blocked ? "unblock" : chat.fresh ? "start" : chat.here ? "" : "join";
    instead.hidden = !action && !chat.why_not;
    instead.disabled = !action;
    instead.dataset.action = action;
    instead.textContent = offers[action] || chat.why_not;
    this.find(".composer").hidden = !instead.hidden;
    this.find("textarea").placeholder = chat.placeholder || "संदेश लिखें · Message";
  }
}
