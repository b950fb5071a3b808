import type { ChatApi } from "./chatApi.js";
import type { ChatEvents } from "./chatClientOptions.js";
import type { ChatError } from "./chatError.js";
import type { Emitter } from "./emitter.js";
import type { Environment } from "./environment.js";
import type { Outgoing } from "./outgoing.js";
import type { Limits } from "./protocol.js";

export interface ConversationsOptions {
  readonly api: ChatApi;
  readonly environment: Environment;
  readonly events: Emitter<ChatEvents>;
  readonly previews: number;
  readonly userId: () => string | undefined;
  readonly limits: () => Limits;
  readonly transmit: (outgoing: Outgoing) => Promise<void>;
  readonly onError: (error: ChatError) => void;
}
