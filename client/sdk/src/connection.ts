import { backoffWindowMs } from "./backoff.js";
import { ChatError } from "./chatError.js";
import type { Cancel, Environment } from "./environment.js";
import type { NegotiateAnswer } from "./protocol.js";
import { RetryTimer } from "./retryTimer.js";
import type { Transport, TransportEvents, TransportFactory } from "./transport.js";

/** From opening a socket to the service's word that the connection stands. */
const CONNECT_TIMEOUT_MS = 20_000;
/** A lost socket that is not recovered by then never will be: the service has forgotten the connection after 30 s. */
const RECOVERY_TIMEOUT_MS = 35_000;
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
  readonly #retry: RetryTimer;
  #cancelTimeout: Cancel | undefined;
  #isUp = false;
  #isRecovering = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#retry = new RetryTimer(options.environment);
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

  /**
   * The network is said to be back: waits no longer than the reconnect window asks for, and never less than the service
   * does. A recovery under way may hang on the network that was, and is given up.
   */
  wake(): void {
    if (this.#isRecovering) {
      this.#reconnect();
    } else if (this.#retry.isRunning) {
      this.#retry.wake(this.#reconnectWindowMs);
      this.#setState(this.#withNextTry(this.#state));
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
    this.#setTimeout(CONNECT_TIMEOUT_MS, () =>
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
    return {
      connected: ifCurrent(() => this.#connected()),
      lost: ifCurrent(() => this.#lost()),
      recoveryFailed: ifCurrent(() => this.#setState({ status: "offline", error: connectionLost() })),
      recovered: ifCurrent(() => this.#recovered()),
      closed: ifCurrent(() => this.#closed()),
      frame: (data) => ifCurrent(() => this.#options.onFrame(data))(),
    };
  }

  #connected(): void {
    this.#failures = 0;
    this.#isUp = true;
    this.#stopTimers();
    // Before the application hears of it: whatever that does, reading what was missed is under way.
    this.#options.onConnected();
    this.#setState({ status: "online" });
  }

  #lost(): void {
    this.#isRecovering = true;
    this.#setTimeout(RECOVERY_TIMEOUT_MS, () => this.#closed());
    this.#setState({ status: "connecting" });
  }

  #recovered(): void {
    this.#isRecovering = false;
    this.#stopTimers();
    this.#setState({ status: "online" });
  }

  /** The end of a connection that was up is no failed try yet. */
  #closed(): void {
    if (!this.#isUp || this.#state.status === "offline") {
      this.#failed(connectionLost(), this.#generation);
    } else {
      this.#reconnect();
    }
  }

  #reconnect(): void {
    const state = this.#state;
    this.#abandon();
    this.#connectAfter(0, this.#reconnectWindowMs, state.status === "offline" ? state : { status: "connecting" });
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
    this.#connectAfter(error.retryAfterMs ?? 0, windowMs, { status: "offline", error });
  }

  #connectAfter(leastMs: number, windowMs: number, state: ConnectionState): void {
    this.#retry.start(leastMs, this.#options.environment.random() * windowMs, () => void this.#connect());
    this.#setState(this.#withNextTry(state));
  }

  #withNextTry(state: ConnectionState): ConnectionState {
    return state.status === "offline" ? { ...state, nextTryAt: this.#retry.dueAt } : state;
  }

  #abandon(): void {
    this.#generation += 1;
    this.#isUp = false;
    this.#isRecovering = false;
    this.#stopTimers();
    this.#transport?.close();
    this.#transport = undefined;
  }

  #setTimeout(limitMs: number, run: () => void): void {
    this.#stopTimers();
    this.#cancelTimeout = this.#options.environment.after(limitMs, run);
  }

  #stopTimers(): void {
    this.#retry.stop();
    this.#cancelTimeout?.();
    this.#cancelTimeout = undefined;
  }

  #setState(state: ConnectionState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}

function connectionLost(): ChatError {
  return new ChatError({ code: "network", message: "The connection was lost." });
}
