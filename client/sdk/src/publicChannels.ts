import { isPublicChannelPage, type PublicChannelPage } from "./channelShapes.js";
import type { Http } from "./http.js";
import type { PageOf } from "./people.js";
import type { ChannelInfo } from "./protocol.js";
import { query } from "./query.js";
import { isChannel } from "./shapes.js";

/** Ways into channels that one is not in yet. All reject with a `ChatError`. */
export class PublicChannels {
  readonly #http: Http;
  readonly #onJoined: (channel: ChannelInfo) => ChannelInfo;

  /** @internal */
  constructor(http: Http, onJoined: (channel: ChannelInfo) => ChannelInfo) {
    this.#http = http;
    this.#onJoined = onJoined;
  }

  /** Public channels whose names begin so, in upper or lower case; all of them for an empty text. */
  search(prefix = "", page: PageOf = {}): Promise<PublicChannelPage> {
    const asked = { ...(prefix !== "" && { query: prefix }), ...page };
    return this.#http.get(`/channels${query(asked)}`, isPublicChannelPage);
  }

  /** Joins a public channel: `not_found` for one that is none, `conflict` for one that is full. */
  async join(channelId: string): Promise<ChannelInfo> {
    return this.#onJoined(await this.#http.put(`/me/channels/${encodeURIComponent(channelId)}`, undefined, isChannel));
  }

  /** Joins by an invite: `not_found` for one that is wrong, used up, expired or not for this user. */
  async acceptInvite(token: string): Promise<ChannelInfo> {
    return this.#onJoined(await this.#http.post(`/invites/${encodeURIComponent(token)}`, undefined, isChannel));
  }
}
