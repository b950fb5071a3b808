import { describe, expect, it } from "vitest";
import { ChatError } from "../src/chatError.js";
import { Outbox } from "../src/outbox.js";
import type { Outgoing } from "../src/outgoing.js";
import { Random, seeds } from "./support/random.js";
import { VirtualTime } from "./support/virtualTime.js";

const MESSAGES = 12;
const busy = new ChatError({ code: "overloaded", message: "Busy.", retryAfterMs: 500 });
const refused = new ChatError({ code: "too_large", message: "Never." });

const textOf = (outgoing: Outgoing) => ("text" in outgoing ? outgoing.text : outgoing.event);

/** A back-end that keeps one entry per client id, behind a network that loses, delays and repeats. */
class FaultyBackEnd {
  readonly stored: Outgoing[] = [];
  outbox!: Outbox;
  readonly #time: VirtualTime;
  readonly #random: Random;
  #connection = 0;

  constructor(time: VirtualTime, random: Random) {
    this.#time = time;
    this.#random = random;
  }

  async transmit(message: Outgoing): Promise<void> {
    if (this.#random.chance(0.1)) {
      throw new Error("The socket is closed.");
    }

    if (!this.#random.chance(0.15)) {
      this.#time.after(this.#random.below(3_000), () => this.#handle(message));
    }
  }

  cutConnection(): void {
    this.#connection += 1;
    this.outbox.setOnline(false);
    this.#time.after(this.#random.below(20_000), () => this.outbox.setOnline(true));
  }

  #handle(message: Outgoing): void {
    if (textOf(message).startsWith("bad")) {
      this.#answer(() => this.outbox.refuse(message.clientId, refused));
    } else if (this.#random.chance(0.2)) {
      this.#answer(() => this.outbox.refuse(message.clientId, busy));
    } else {
      this.#store(message);
    }
  }

  #store(message: Outgoing): void {
    let index = this.stored.findIndex(({ clientId }) => clientId === message.clientId);
    if (index === -1) {
      index = this.stored.push(message) - 1;
    }

    const seq = index + 1;
    const isUnavailable = this.#random.chance(0.1);
    const reply = () =>
      isUnavailable ? this.outbox.refuse(message.clientId, busy) : this.outbox.confirm(message.clientId, seq);
    this.#answer(reply);
    // The own entry's broadcast, before or after the answer.
    this.#answer(() => this.outbox.confirm(message.clientId, seq));
  }

  /** Answers do not outlive their connection; some are lost, some come twice. */
  #answer(run: () => void): void {
    const connection = this.#connection;
    for (let copies = this.#random.below(5) - 2; copies >= 0; copies -= 1) {
      this.#time.after(this.#random.below(2_000), () => connection === this.#connection && run());
    }
  }
}

async function runSchedule(seed: number): Promise<{ server: FaultyBackEnd; outbox: Outbox; queued: string[] }> {
  const random = new Random(seed);
  const time = new VirtualTime(seed, 1);
  const server = new FaultyBackEnd(time, random);
  const outbox = new Outbox({
    channelId: "team",
    environment: time,
    transmit: (message) => server.transmit(message),
    onChange: () => undefined,
  });
  server.outbox = outbox;
  outbox.setOnline(random.chance(0.5));
  const queued: string[] = [];
  for (let index = 0; index < MESSAGES; index += 1) {
    queued.push(`${random.chance(0.15) ? "bad" : "good"} ${index}`);
    outbox.add({ event: "message", text: queued.at(-1)! }, index);
    await time.run(random.below(4_000));
    if (random.chance(0.3)) {
      server.cutConnection();
    }
  }

  outbox.setOnline(true);
  await time.run(3_600_000);
  return { server, outbox, queued };
}

describe("Outbox over a faulty network", () => {
  it("ends with exactly one entry for each message, in order, whatever is lost or repeated", async () => {
    for (const seed of seeds(300)) {
      const { server, outbox, queued } = await runSchedule(seed);
      const good = queued.filter((text) => text.startsWith("good"));
      expect(
        server.stored.map(textOf),
        `seed ${seed}`,
      ).toEqual(good);
      expect(
        outbox.messages.map((message) => `${message.state} ${textOf(message).split(" ")[0]}`),
        `seed ${seed}`,
      ).toEqual(queued.map((text) => (text.startsWith("good") ? "sent good" : "failed bad")));
    }
  });
});
