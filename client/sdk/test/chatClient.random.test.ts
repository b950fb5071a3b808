import { describe, expect, it } from "vitest";
import type { Channel } from "../src/channel.js";
import type { Entry } from "../src/entry.js";
import { CHANNEL } from "./support/entries.js";
import { FakeService, entriesFrame, refusal, sentFrame, type FakeConnection, type SendData } from "./support/fakeService.js";
import { Random, seeds } from "./support/random.js";
import { randomEntry } from "./support/randomLog.js";
import { append } from "./support/referenceLog.js";

const STEPS = 40;

/** Frames are late, doubled and out of order, answers and requests are lost, connections break or are recovered. */
class FaultyService {
  readonly service: FakeService;
  readonly #random: Random;
  #isCalm = false;
  /** What the service keeps for a connection whose socket is lost. */
  #kept: (() => void)[] | undefined;

  constructor(seed: number) {
    this.service = new FakeService(seed);
    this.#random = new Random(seed);
    this.service.onSend = (data, connection) => this.#receive(data, connection);
    this.service.intercept = () => {
      if (this.#isCalm || this.#random.chance(0.8)) {
        return undefined;
      }

      return this.#random.chance(0.5)
        ? Promise.reject(new TypeError("fetch failed"))
        : refusal(503, { code: "unavailable", message: "", retryAfterMs: 300 });
    };
  }

  calm(): void {
    this.#isCalm = true;
  }

  othersWrite(): void {
    const log = this.service.logs.get(CHANNEL)!;
    this.#broadcast(append(log, randomEntry(this.#random, log, "bob")), this.service.connection);
  }

  /** The socket is gone for a while; then the same connection is back with what was sent to it, or it is over. */
  loseSocket(): void {
    const { connection } = this.service;
    if (this.#kept !== undefined || connection === undefined || connection.isClosed) {
      return;
    }

    this.#kept = [];
    connection.events.lost();
    this.service.time.after(this.#random.below(20_000), () => {
      const frames = this.#kept ?? [];
      this.#kept = undefined;
      if (this.#random.chance(0.7)) {
        connection.events.recovered();
        frames.forEach((send) => send());
      } else {
        connection.events.closed();
      }
    });
  }

  #receive(data: SendData, connection: FakeConnection): void {
    if (this.#lost(0.15)) {
      return;
    }

    if ("text" in data && data.text.startsWith("bad")) {
      const error = { code: "too_large", message: "Never." };
      this.#later(connection, { type: "error", channelId: data.channelId, clientId: data.clientId, error });
      return;
    }

    if (this.#lost(0.15)) {
      const error = { code: "overloaded", message: "", retryAfterMs: 200 };
      this.#later(connection, { type: "error", channelId: data.channelId, clientId: data.clientId, error });
      return;
    }

    const stored = this.service.storeSend(data);
    this.#broadcast(stored, connection);
    if (!this.#lost(0.2)) {
      this.#later(connection, sentFrame(stored));
    }
  }

  #broadcast(stored: Entry, connection: FakeConnection | undefined): void {
    for (let copies = this.#lost(0.1) ? 0 : 1 + this.#random.below(2); copies > 0; copies -= 1) {
      this.#later(connection, entriesFrame(stored));
    }
  }

  #later(connection: FakeConnection | undefined, frame: object): void {
    this.service.time.after(this.#random.below(1_500), () => {
      const send = () => connection?.isClosed === false && connection.events.frame(frame);
      if (this.#kept === undefined) {
        send();
      } else {
        this.#kept.push(send);
      }
    });
  }

  #lost(probability: number): boolean {
    return !this.#isCalm && this.#random.chance(probability);
  }
}

/** Ann reacts to a message in sight, edits or deletes it, whoever wrote it. */
function change(channel: Channel, random: Random): void {
  const messages = channel.timeline.items.filter((item) => item.kind === "message");
  const seq = messages[random.below(messages.length)]?.entry.seq;
  if (seq !== undefined) {
    const act = [
      () => channel.react(seq, "👍"),
      () => channel.unreact(seq, "👍"),
      () => channel.edit(seq, random.chance(0.2) ? "bad edit" : "ann's edit"),
      () => channel.pin(seq),
      () => channel.delete(seq),
    ];
    act[random.below(act.length)]!();
  }
}

/** What failed is sent again or dropped. */
function reconsider(channel: Channel, random: Random): void {
  channel.timeline.refused.forEach(({ clientId }) => channel[random.chance(0.5) ? "retry" : "discard"](clientId));
  for (const item of channel.timeline.items) {
    if (item.kind === "outgoing" && item.message.state === "failed") {
      channel[random.chance(0.5) ? "retry" : "discard"](item.message.clientId);
    }
  }
}

/** Somebody opens the channel at some time, writes and reads up while others write and the network fails. */
async function runSchedule(seed: number): Promise<{ channel: Channel; log: readonly Entry[]; written: string[] }> {
  const random = new Random(seed * 7_919);
  const faulty = new FaultyService(seed);
  const { service } = faulty;
  const client = service.client();
  Array.from({ length: random.below(80) }, (_, index) => service.write(`old ${index}`));
  client.start();
  await service.time.run(random.below(5_000));
  const channel = client.openChannel(CHANNEL);
  const written: string[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    const choice = random.next();
    if (choice < 0.3) {
      written.push(`${random.chance(0.15) ? "bad" : "ann"} ${written.length}`);
      channel.send(written.at(-1)!);
    } else if (choice < 0.45) {
      change(channel, random);
    } else if (choice < 0.8) {
      faulty.othersWrite();
    } else if (choice < 0.84) {
      faulty.loseSocket();
    } else if (choice < 0.88) {
      reconsider(channel, random);
    } else if (choice < 0.93) {
      service.connections.at(-1)?.events.closed();
    } else {
      await Promise.all([channel.loadOlder().catch(() => undefined), service.time.run(40_000)]);
    }

    await service.time.run(random.below(2_000));
  }

  faulty.calm();
  service.connections.at(-1)?.events.closed();
  await service.time.run(300_000);
  while (channel.timeline.hasOlder) {
    await channel.loadOlder();
  }

  return { channel, log: service.logs.get(CHANNEL)!, written };
}

describe("ChatClient over a faulty service", () => {
  it("ends with the service's log, each own message in it once and in order, but those refused for good", async () => {
    for (const seed of seeds(60)) {
      const { channel, log, written } = await runSchedule(seed);
      const shown = channel.timeline.items.flatMap((item) => (item.kind === "message" ? [item.entry] : []));
      expect(shown, `seed ${seed}`).toStrictEqual(log.filter(({ kind }) => kind === "message"));
      expect(channel.timeline.items.some((item) => item.kind === "message" && item.isChanging)).toBe(false);
      expect(channel.timeline.refused.every((refused) => "text" in refused && refused.text === "bad edit")).toBe(true);
      const left = channel.timeline.items.flatMap((item) => (item.kind === "outgoing" ? [item.message] : []));
      expect(left.every(({ state, text }) => state === "failed" && text.startsWith("bad"))).toBe(true);
      const own = log.filter(({ kind, senderId }) => kind === "message" && senderId === "ann");
      const good = written.filter((text) => text.startsWith("ann"));
      expect(own, `seed ${seed}`).toHaveLength(good.length);
      own.forEach(({ text, editedAt, redacted }, index) => {
        expect(redacted === true || editedAt !== undefined || text === good[index], `seed ${seed}`).toBe(true);
      });
    }
  });
});
