import { WebPubSubClient } from "@azure/web-pubsub-client";
import { watchSockets } from "./socketWatch.js";
import type { Transport, TransportEvents, TransportFactory } from "./transport.js";

/**
 * One connection by the official client and Web PubSub's reliable subprotocol. The official client recovers a lost
 * socket by itself; new connections are made by `Connection`, which knows backoff and refused tokens, so its own
 * reconnect is off. So is its retry of sends: it would repeat them with no regard to order.
 */
export class WebPubSubTransport implements Transport {
  /** The transport for the real service. */
  static readonly create: TransportFactory = (url, events) => new WebPubSubTransport(url, events);

  readonly #client: WebPubSubClient;
  readonly #events: TransportEvents;
  #phase: "new" | "connected" | "lost" | "over" = "new";
  #isClosing = false;

  constructor(url: string, events: TransportEvents) {
    this.#events = events;
    this.#client = new WebPubSubClient(
      { getClientAccessUrl: url },
      { autoReconnect: false, autoRejoinGroups: false, messageRetryOptions: { maxRetries: 0 } },
    );
    this.#client.on("connected", () => this.#connected());
    this.#client.on("stopped", () => this.#over());
    this.#client.on("disconnected", () => this.#stopAgain());
    this.#client.on("server-message", ({ message }) => this.#frame(message.data));
    this.#client.on("group-message", ({ message }) => {
      // A frame that names its user came from a client: something ephemeral, never an entry.
      if (!message.fromUserId) {
        this.#frame(message.data);
      }
    });
    watchSockets(this.#client, { opened: () => this.#socketOpened(), closed: () => this.#socketClosed() });
  }

  async open(): Promise<void> {
    try {
      await this.#client.start();
    } catch (thrown) {
      this.#phase = "over";
      // A browser's socket fails with an Event, which says nothing.
      throw thrown instanceof Error ? thrown : new Error("The socket could not be opened.", { cause: thrown });
    }

    this.#stopAgain();
  }

  async sendEvent(name: string, data: object): Promise<void> {
    await this.#client.sendEvent(name, data as Record<string, never>, "json");
  }

  close(): void {
    this.#isClosing = true;
    this.#phase = "over";
    this.#client.stop();
  }

  #connected(): void {
    this.#stopAgain();
    if (this.#phase === "new") {
      this.#phase = "connected";
      this.#events.connected();
    }
  }

  #frame(data: unknown): void {
    this.#stopAgain();
    if (!this.#isClosing) {
      this.#events.frame(data);
    }
  }

  /** The official client forgets a stop() that came while it was connecting or recovering. */
  #stopAgain(): void {
    if (this.#isClosing) {
      this.#client.stop();
    }
  }

  #socketOpened(): void {
    this.#stopAgain();
    if (this.#phase === "lost") {
      this.#phase = "connected";
      this.#events.recovered();
    }
  }

  #socketClosed(): void {
    if (this.#phase === "connected") {
      this.#phase = "lost";
      this.#events.lost();
    } else if (this.#phase === "lost") {
      this.#events.recoveryFailed();
    }
  }

  #over(): void {
    if (this.#phase !== "over") {
      this.#phase = "over";
      this.#events.closed();
    }
  }
}
