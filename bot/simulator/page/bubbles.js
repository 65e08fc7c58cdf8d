// Message bubbles: text with its entities, files, contacts, buttons. Text never becomes HTML.
import { make } from "./elements.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "code",
  blockquote: "q", expandable_blockquote: "q",
};
const SHADES = ["#c03d33", "#4f7d24", "#8d5a12", "#2b6ca3", "#7a4aa3", "#0f7a72"];

function linkOf(entity, piece) {
  if (entity.type === "text_link") return entity.url;
  if (entity.type === "url") return /^\w+:\/\//.test(piece) ? piece : `https://${piece}`;
  if (entity.type === "phone_number") return `tel:${piece.replace(/[^+\d]/g, "")}`;
  return "";
}

function wrap(node, entity, piece, phone) {
  const href = linkOf(entity, piece);
  if (href) {
    const link = make("a");
    link.href = /^(https?|tel|tg):/.test(href) ? href : "#";
    link.append(node);
    link.addEventListener("click", (event) => phone.follow(event, href));
    return link;
  }
  if (entity.type === "bot_command") {
    const command = make("button", "command");
    command.type = "button";
    command.append(node);
    command.addEventListener("click", () => phone.act("say", { text: piece }));
    return command;
  }
  const outer = make(TAGS[entity.type] || "span", entity.type);
  outer.append(node);
  if (entity.type === "spoiler") outer.addEventListener("click", () => outer.classList.add("open"));
  return outer;
}

/** Offsets count UTF-16 units, and so do JavaScript's strings. */
function words(text, entities, phone) {
  const holder = make("span", "text");
  const cuts = new Set([0, text.length]);
  for (const e of entities) cuts.add(e.offset).add(e.offset + e.length);
  const edges = [...cuts].filter((cut) => cut <= text.length).sort((a, b) => a - b);
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const [start, end] = [edges[i], edges[i + 1]];
    let node = document.createTextNode(text.slice(start, end));
    const over = entities.filter((e) => e.offset <= start && e.offset + e.length >= end);
    for (const e of over.reverse()) {
      node = wrap(node, e, text.slice(e.offset, e.offset + e.length), phone);
    }
    holder.append(node);
  }
  return holder;
}

function contact(detail) {
  const card = make("a", "contact");
  card.href = `tel:${detail.phone_number.replace(/[^+\d]/g, "")}`;
  const name = [detail.first_name, detail.last_name].filter(Boolean).join(" ");
  card.append(make("span", "dial", "☎"), make("strong", "", name), make("span", "", detail.phone_number));
  card.setAttribute("aria-label", `Call ${name} ${detail.phone_number}`);
  return card;
}

function poll(detail) {
  const box = make("div", "poll");
  box.append(make("strong", "", detail.question));
  for (const option of detail.options) box.append(make("div", "option", option.text));
  return box;
}

function attachment(message) {
  const { kind, detail, file } = message;
  if (kind === "photo") {
    const image = make("img", "picture");
    image.src = file;
    image.alt = message.text || "Photo · फ़ोटो";
    return image;
  }
  if (kind === "voice" || kind === "audio") {
    const box = make("div", "voice");
    const player = make("audio");
    player.controls = true;
    player.preload = "none";
    player.src = file;
    player.setAttribute("aria-label", `Voice message, ${detail.duration} s`);
    box.append(player, make("span", "seconds", `0:${String(detail.duration).padStart(2, "0")}`));
    return box;
  }
  if (kind === "contact") return contact(detail);
  if (kind === "poll") return poll(detail);
  if (kind === "sticker") return make("div", "sticker", detail.emoji || "🙂");
  if (file) {
    const link = make("a", "file", `⬇ ${detail?.file_name || kind}`);
    link.href = file;
    link.download = detail?.file_name || kind;
    return link;
  }
  return null;
}

function quoted(message) {
  const quote = make("div", "quote");
  quote.append(make("strong", "", message.reply.from), make("span", "", message.reply.text));
  return quote;
}

function inlineRow(row, message, phone) {
  const line = make("div", "button-row");
  for (const button of row) {
    const press = make("button", "inline", button.text);
    press.type = "button";
    if (button.url) press.classList.add("opens");
    press.addEventListener("click", (event) => {
      if (button.url) phone.follow(event, button.url);
      else phone.act("press", { message: message.id, data: button.callback_data || button.text });
    });
    line.append(press);
  }
  return line;
}

function actions(message, phone) {
  const row = make("div", "actions");
  const offer = (label, icon, action) => {
    const button = make("button", "", icon);
    button.type = "button";
    button.setAttribute("aria-label", label);
    button.title = label;
    button.addEventListener("click", action);
    row.append(button);
  };
  offer("Reply · जवाब दें", "↩", () => phone.replyTo(message));
  if (message.mine && message.kind === "text") offer("Edit · बदलें", "✎", () => phone.edit(message));
  if (message.mine) offer("Delete · मिटाएँ", "✗", () => phone.act("delete", { message: message.id }));
  return row;
}

function foot(message) {
  const line = make("span", "foot");
  if (message.protected) line.append(make("span", "lock", "🔒"));
  line.append(make("span", "", `${message.edited ? "edited " : ""}${message.time}`));
  if (message.mine) line.append(make("span", "ticks", "✓✓"));
  return line;
}

export function bubble(message, phone, isPrivate) {
  if (message.service) {
    const pill = make("p", "service", message.service);
    pill.dataset.id = message.id;
    return pill;
  }
  const row = make("div", `message ${message.mine ? "mine" : "theirs"}`);
  row.dataset.id = message.id;
  const body = make("div", `bubble is-${message.kind}`);
  if (!message.mine && !isPrivate) {
    const from = make("strong", "from", message.from + (message.bot ? " · bot" : ""));
    from.style.color = SHADES[message.from_id % SHADES.length];
    body.append(from);
  }
  if (message.forwarded) body.append(make("em", "forwarded", `↪ ${message.forwarded}`));
  if (message.reply) body.append(quoted(message));
  const attached = attachment(message);
  if (attached) body.append(attached);
  if (message.text) body.append(words(message.text, message.entities, phone));
  body.append(foot(message));
  row.append(body, actions(message, phone));
  if (message.reactions.length) row.append(make("span", "reactions", message.reactions.join(" ")));
  const pad = make("div", "pad");
  for (const line of message.buttons) pad.append(inlineRow(line, message, phone));
  if (message.buttons.length) row.append(pad);
  return row;
}
