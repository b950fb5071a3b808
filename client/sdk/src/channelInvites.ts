import { isInvite, isInvites, type Invite } from "./channelShapes.js";
import type { Environment } from "./environment.js";
import type { Http } from "./http.js";
import { isNothing } from "./shapes.js";

/** What a new invite is to be. */
export interface InviteOptions {
  /** Up to 30 days; default 7 days. */
  readonly expiresInSeconds?: number;
  /** How many may join by it, up to 10,000; default any number. */
  readonly uses?: number;
  /** Give the same one when trying again: it makes one invite however often it is sent. */
  readonly clientId?: string;
}

/** The invites of one channel: for its owner and moderators. All reject with a `ChatError`. */
export class ChannelInvites {
  readonly #path: string;
  readonly #http: Http;
  readonly #environment: Environment;

  /** @internal */
  constructor(channelId: string, http: Http, environment: Environment) {
    this.#path = `/channels/${encodeURIComponent(channelId)}/invites`;
    this.#http = http;
    this.#environment = environment;
  }

  create(options: InviteOptions = {}): Promise<Invite> {
    const { clientId = this.#environment.newId(), ...rest } = options;
    return this.#http.post(this.#path, { clientId, ...rest }, isInvite);
  }

  /** Those that still admit somebody, the ones that last longest first. */
  async list(): Promise<readonly Invite[]> {
    return (await this.#http.get(this.#path, isInvites)).invites;
  }

  revoke(token: string): Promise<void> {
    return this.#http.delete(`${this.#path}/${encodeURIComponent(token)}`, isNothing);
  }
}
