import { backoffWindowMs } from "./backoff.js";
import { ChatError } from "./chatError.js";
import type { Cancel, Environment } from "./environment.js";
import type { NegotiateAnswer } from "./protocol.js";
import type { Transport, TransportEvents, TransportFactory } from "./transport.js";

/** From opening a socket to the service's word that the connection stands. */
const CONNECT_TIMEOUT_MS = 20_000;
/** Until the service has named its own window. */
const DEFAULT_RECONNECT_WINDOW_MS = 5_000;

/**
 * - `stopped`: not started, stopped, or the sign-in is no longer valid (`error`).
 * - `connecting`: first connection, or a lost one that is being recovered.
 * - `online`: live.
 * - `offline`: the last try failed with `error`; the next one starts at `nextTryAt` (milliseconds since
 *   1970), or is under way when there is none.
 */
export type ConnectionState =
  | { readonly status: "stopped"; readonly error?: ChatError }
  | { readonly status: "connecting" }
  | { readonly status: "online" }
  | { readonly status: "offline"; readonly error: ChatError; readonly nextTryAt?: number };

interface ConnectionOptions {
  readonly environment: Environment;
  readonly negotiate: () => Promise<NegotiateAnswer>;
  readonly transport: TransportFactory;
  readonly onState: (state: ConnectionState) => void;
  readonly onNegotiated: (answer: NegotiateAnswer) => void;
  /** A new connection: whatever was sent before it is to be read again. */
  readonly onConnected: () => void;
  readonly onFrame: (data: unknown) => void;
}

/** Keeps one connection, for ever: negotiates, opens, and does so again with full jitter whenever it ends. */
export class Connection {
  readonly #options: ConnectionOptions;
  #state: ConnectionState = { status: "stopped" };
  #transport: Transport | undefined;
  #generation = 0;
  #failures = 0;
  #reconnectWindowMs = DEFAULT_RECONNECT_WINDOW_MS;
  #cancelTimer: Cancel | undefined;
  #isUp = false;
  #isWaiting = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  start(): void {
    if (this.#state.status === "stopped") {
      this.#failures = 0;
      void this.#connect();
    }
  }

  stop(error?: ChatError): void {
    this.#abandon();
    if (this.#state.status !== "stopped") {
      this.#setState(error === undefined ? { status: "stopped" } : { status: "stopped", error });
    }
  }

  /** The network is said to be back: waits no longer than the reconnect window asks for. */
  wake(): void {
    if (this.#isWaiting) {
      this.#connectAfter(this.#jitterMs(this.#reconnectWindowMs), this.#state);
    }
  }

  /** Raises a user event on the present connection. Rejects when there is none or it was not acknowledged. */
  async sendEvent(name: string, data: object): Promise<void> {
    if (this.#transport === undefined || this.#state.status !== "online") {
      throw new ChatError({ code: "network", message: "There is no connection." });
    }

    await this.#transport.sendEvent(name, data);
  }

  async #connect(): Promise<void> {
    this.#abandon();
    const generation = this.#generation;
    // A person sees one long absence, not each try that ends in vain.
    const state = this.#state;
    this.#setState(state.status === "offline" ? { status: "offline", error: state.error } : { status: "connecting" });
    try {
      const answer = await this.#options.negotiate();
      if (generation !== this.#generation) {
        return;
      }

      this.#reconnectWindowMs = answer.reconnectWindowMs;
      this.#options.onNegotiated(answer);
      this.#open(answer.url, generation);
    } catch (thrown) {
      this.#failed(ChatError.from(thrown), generation);
    }
  }

  #open(url: string, generation: number): void {
    const transport = this.#options.transport(url, this.#eventsOf(generation));
    this.#transport = transport;
    this.#cancelTimer = this.#options.environment.after(CONNECT_TIMEOUT_MS, () =>
      this.#failed(new ChatError({ code: "network", message: "The connection did not come up in time." }), generation),
    );
    transport.open().catch((thrown: unknown) => this.#failed(ChatError.from(thrown), generation));
  }

  /** Events of a connection that has been given up are of no interest any more. */
  #eventsOf(generation: number): TransportEvents {
    const ifCurrent = (run: () => void) => () => {
      if (generation === this.#generation) {
        run();
      }
    };
    const lost = new ChatError({ code: "network", message: "The connection was lost." });
    return {
      connected: ifCurrent(() => this.#connected()),
      lost: ifCurrent(() => this.#setState({ status: "connecting" })),
      recoveryFailed: ifCurrent(() => this.#setState({ status: "offline", error: lost })),
      recovered: ifCurrent(() => this.#setState({ status: "online" })),
      closed: ifCurrent(() => this.#closed(lost)),
      frame: (data) => ifCurrent(() => this.#options.onFrame(data))(),
    };
  }

  #connected(): void {
    this.#failures = 0;
    this.#isUp = true;
    this.#stopTimer();
    // Before the application hears of it: whatever that does, reading what was missed is under way.
    this.#options.onConnected();
    this.#setState({ status: "online" });
  }

  /** The end of a connection that was up is no failed try yet. */
  #closed(error: ChatError): void {
    if (!this.#isUp || this.#state.status === "offline") {
      this.#failed(error, this.#generation);
      return;
    }

    this.#abandon();
    this.#connectAfter(this.#jitterMs(this.#reconnectWindowMs), { status: "connecting" });
  }

  #failed(error: ChatError, generation: number): void {
    if (generation !== this.#generation) {
      return;
    }

    if (error.code === "unauthenticated") {
      this.stop(error);
      return;
    }

    this.#abandon();
    this.#failures += 1;
    const windowMs = Math.max(this.#reconnectWindowMs, backoffWindowMs(this.#failures));
    this.#connectAfter((error.retryAfterMs ?? 0) + this.#jitterMs(windowMs), { status: "offline", error });
  }

  #connectAfter(waitMs: number, state: ConnectionState): void {
    this.#stopTimer();
    this.#isWaiting = true;
    this.#cancelTimer = this.#options.environment.after(waitMs, () => void this.#connect());
    this.#setState(
      state.status === "offline" ? { ...state, nextTryAt: this.#options.environment.now() + waitMs } : state,
    );
  }

  #jitterMs(windowMs: number): number {
    return this.#options.environment.random() * windowMs;
  }

  #abandon(): void {
    this.#generation += 1;
    this.#isUp = false;
    this.#stopTimer();
    this.#transport?.close();
    this.#transport = undefined;
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#isWaiting = false;
  }

  #setState(state: ConnectionState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
