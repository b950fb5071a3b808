import { describe, expect, it } from "vitest";
import { ChannelLog } from "../src/channelLog.js";
import type { Entry, EntryPage } from "../src/entry.js";
import { entry, other, pageOf } from "./support/entries.js";
import { Random, seeds } from "./support/random.js";
import { LazyLog } from "./support/randomLog.js";

const messagesOf = (entries: readonly Entry[]) => entries.filter(({ kind }) => kind === "message");

/** Somebody whose device gets live entries and pages late, doubled and in any order, the pages as they were when read. */
class Device {
  readonly log = new ChannelLog();
  readonly #random: Random;
  readonly #server: LazyLog;
  #onTheWay: (() => void)[] = [];
  readonly #limit: number;

  constructor(random: Random, server: LazyLog) {
    this.#random = random;
    this.#server = server;
    this.#limit = 1 + random.below(12);
  }

  hear(written: Entry): void {
    for (let copies = this.#random.below(3); copies > 0; copies -= 1) {
      this.#onTheWay.push(() => this.log.receive(written));
    }
  }

  readOlder(): void {
    if (this.log.isOpen) {
      this.#answer({ before: this.log.first }, (page) => this.log.prepend(page));
    }
  }

  readNewer(): void {
    const asked = this.log.isOpen ? { after: this.log.last } : {};
    this.#answer(asked, (page) => (this.log.isOpen && !("after" in asked) ? undefined : this.log.open(page)));
  }

  deliver(): void {
    const next = this.#random.below(this.#onTheWay.length);
    this.#onTheWay.splice(next, 1).forEach((arrive) => arrive());
  }

  /** Reads until it has everything. */
  finish(): void {
    this.#onTheWay = this.#random.shuffled(this.#onTheWay);
    this.#onTheWay.forEach((arrive) => arrive());
    const { docs } = this.#server;
    if (!this.log.isOpen) {
      this.log.open(pageOf(docs, { limit: this.#limit }));
    }

    while (this.log.last < docs.length) {
      this.log.extend(pageOf(docs, { after: this.log.last, limit: this.#limit }));
    }

    while (this.log.hasOlder) {
      this.log.prepend(pageOf(docs, { before: this.log.first, limit: this.#limit }));
    }
  }

  #answer(asked: { after?: number; before?: number }, take: (page: EntryPage) => unknown): void {
    const page = pageOf(this.#server.docs, { ...asked, limit: this.#limit });
    this.#onTheWay.push(() => take(page));
  }
}

describe("A device's log", () => {
  it("ends as the back-end's history, however entries and pages of any age came", () => {
    for (const seed of seeds(1_500)) {
      const random = new Random(seed);
      const server = new LazyLog(random);
      const device = new Device(random, server);
      for (let step = random.below(150); step >= 0; step -= 1) {
        const choice = random.next();
        if (choice < 0.45) {
          device.hear(server.write());
        } else if (choice < 0.75) {
          device.deliver();
        } else if (choice < 0.85) {
          device.readNewer();
        } else if (choice < 0.97) {
          device.readOlder();
        } else {
          server.repair();
        }
      }

      device.finish();
      server.repair();
      expect(messagesOf(device.log.entries), `seed ${seed}`).toStrictEqual(messagesOf(server.docs));
      expect(device.log.upToDate(messagesOf(server.docs)), `seed ${seed}`).toEqual(messagesOf(server.docs));
    }
  });

  it("never holds what a deleted message said, nor its edits", () => {
    const log = new ChannelLog();
    log.open(pageOf([entry(1, { text: "secret" })], {}));
    log.receive(other(2, "edit", { target: 1, text: "secret, edited" }));
    log.receive(other(3, "delete", { target: 1 }));
    expect(JSON.stringify(log.entries)).not.toContain("secret");
  });

  it("brings up to date what was read beside it", () => {
    const log = new ChannelLog();
    log.open(pageOf([entry(7), other(8, "edit", { target: 2, text: "new" })], {}));
    log.receive(other(9, "delete", { target: 3 }));
    const aside = [entry(2), entry(3), entry(4, { rev: 8 }), entry(7, { text: "older state" })];
    expect(log.upToDate(aside)).toMatchObject([{ text: "new", rev: 8 }, { redacted: true }, { rev: 8 }, { text: "message 7" }]);
  });
});
