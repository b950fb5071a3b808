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
    this.#client.on("server-message", ({ message }) => events.frame(message.data));
    this.#client.on("group-message", ({ message }) => {
      // A frame that names its user came from a client: something ephemeral, never an entry.
      if (!message.fromUserId) {
        events.frame(message.data);
      }
    });
    watchSockets(this.#client, { opened: () => this.#socketOpened(), closed: () => this.#socketClosed() });
  }

  async open(): Promise<void> {
    try {
      await this.#client.start();
    } catch (thrown) {
      this.#phase = "over";
      throw thrown;
    }
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
    if (this.#phase === "new") {
      this.#phase = "connected";
      this.#events.connected();
    }
  }

  #socketOpened(): void {
    if (this.#isClosing) {
      // The official client forgets a stop() that came while it was connecting or recovering.
      this.#client.stop();
    } else if (this.#phase === "lost") {
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
