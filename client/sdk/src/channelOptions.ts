import type { ChatApi } from "./chatApi.js";
import type { ChatError } from "./chatError.js";
import type { Environment } from "./environment.js";
import type { Outgoing } from "./outgoing.js";
import type { Limits } from "./protocol.js";
import type { TakeTurn } from "./turns.js";

/** @internal */
export interface ChannelOptions {
  readonly channelId: string;
  readonly api: ChatApi;
  readonly environment: Environment;
  readonly limits: () => Limits;
  readonly userId: () => string | undefined;
  readonly transmit: (outgoing: Outgoing) => Promise<void>;
  /** Runs a request when it is its turn: many channels catch up at once. */
  readonly takeTurn: TakeTurn;
  readonly markRead: (seq: number) => void;
  readonly onGrowth: () => void;
  readonly onReset: () => void;
  readonly onError: (error: ChatError) => void;
}
