import type { Entry } from "../../src/entry.js";
import { entry, other } from "./entries.js";
import type { Random } from "./random.js";
import { append, patch } from "./referenceLog.js";

const PEOPLE = ["ann", "bob", "eve"];
const REACTIONS = ["👍", "🎉"];

/** The next entry somebody might write: often about one of the last messages, sometimes about an old one. */
export function randomEntry(random: Random, log: readonly Entry[], senderId = one(random, PEOPLE)): Entry {
  const seq = (log.at(-1)?.seq ?? 0) + 1;
  const messages = log.filter(({ kind, redacted }) => kind === "message" && !redacted);
  const message = random.chance(0.5) ? messages.at(-1) : messages[random.below(messages.length)];
  const choice = random.next();
  if (message === undefined || choice < 0.3) {
    return entry(seq, { senderId, clientId: `${senderId}-${seq}`, ...(random.chance(0.2) && { mentions: ["ann"] }) });
  }

  const about = { target: message.seq, senderId, clientId: `${senderId}-${seq}` };
  if (choice < 0.75) {
    return other(seq, random.chance(0.7) ? "react" : "unreact", { ...about, reaction: one(random, REACTIONS) });
  }

  return rare(random, seq, message, about);
}

function rare(random: Random, seq: number, message: Entry, about: Partial<Entry>): Entry {
  const choice = random.next();
  if (choice < 0.5) {
    const format = random.chance(0.5) ? { format: "markdown" } : {};
    return other(seq, "edit", { ...about, senderId: message.senderId, text: `edit ${seq}`, ...format });
  }

  if (choice < 0.75) {
    return other(seq, random.chance(0.6) ? "pin" : "unpin", about);
  }

  if (choice < 0.9) {
    return other(seq, "delete", about);
  }

  const system = { senderId: "system", clientId: `s-${seq}`, userId: one(random, PEOPLE) };
  return other(seq, one(random, ["erase", "join", "poll"]), system);
}

/** A back-end that writes an entry at once, and what it changes into an older message sometimes later. */
export class LazyLog {
  readonly docs: Entry[] = [];
  readonly #random: Random;
  #due: Entry[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  write(): Entry {
    const written = randomEntry(this.#random, this.docs);
    this.#due.push(written);
    if (this.#random.chance(0.7)) {
      this.repair();
      return written;
    }

    this.docs.push(written);
    return written;
  }

  /** Patches all that is due, in order. */
  repair(): void {
    for (const change of this.#due) {
      if (this.docs.some(({ seq }) => seq === change.seq)) {
        patch(this.docs, change);
      } else {
        append(this.docs, change);
      }
    }

    this.#due = [];
  }
}

function one<T>(random: Random, items: readonly T[]): T {
  return items[random.below(items.length)]!;
}
