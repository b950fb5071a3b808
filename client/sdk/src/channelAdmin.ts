import { ChannelInvites } from "./channelInvites.js";
import { isBanPage, isDetails, isMember, isMemberPage, isMute, type BanPage, type MemberPage } from "./channelShapes.js";
import type { Environment } from "./environment.js";
import type { Http } from "./http.js";
import type { PageOf } from "./people.js";
import type { ChannelDetails, Member, Role } from "./protocol.js";
import { query } from "./query.js";
import { isNothing } from "./shapes.js";
import type { Standing } from "./standing.js";

const PAGE = 200;

/** What is to be another of a channel; `null` takes it away. */
export interface ChannelChanges {
  /** One line, 1–100 characters. */
  readonly name?: string;
  /** At most 250 characters. */
  readonly topic?: string | null;
  /** An `https` address, at most 500 characters. */
  readonly avatarUrl?: string | null;
  /** Whether anybody can find and join it. For the owner. */
  readonly isPublic?: boolean;
  /** Whether those who join read all, or what is written from then on. For the owner. */
  readonly history?: "full" | "join";
}

/** @internal */
export interface ChannelAdminOptions {
  readonly channelId: string;
  readonly http: Http;
  readonly environment: Environment;
  readonly onStanding: (standing: Partial<Standing>, name?: string) => void;
  /** The channel is the user's no longer. */
  readonly onGone: () => void;
}

/**
 * What can be done with a channel besides talking in it (docs/protocol.md, section 5). Every request may be sent again.
 * All of them reject with a `ChatError`: `forbidden` for what the role does not allow, `conflict` for what does not fit how
 * things are, `not_found` when the channel is not the user's.
 */
export class ChannelAdmin {
  readonly invites: ChannelInvites;
  readonly #options: ChannelAdminOptions;
  readonly #path: string;
  readonly #minePath: string;

  /** @internal */
  constructor(options: ChannelAdminOptions) {
    const { channelId, http, environment } = options;
    this.#options = options;
    this.#path = `/channels/${encodeURIComponent(channelId)}`;
    this.#minePath = `/me/channels/${encodeURIComponent(channelId)}`;
    this.invites = new ChannelInvites(channelId, http, environment);
  }

  details(): Promise<ChannelDetails> {
    return this.#tell(this.#options.http.get(this.#path, isDetails));
  }

  update(changes: ChannelChanges): Promise<ChannelDetails> {
    return this.#tell(this.#options.http.patch(this.#path, changes, isDetails));
  }

  /** From now on nobody posts; all else stays possible. For the owner. */
  archive(): Promise<ChannelDetails> {
    return this.#tell(this.#options.http.put(`${this.#path}/archive`, undefined, isDetails));
  }

  unarchive(): Promise<ChannelDetails> {
    return this.#tell(this.#options.http.delete(`${this.#path}/archive`, isDetails));
  }

  /** Takes the channel away from everybody, for good. For the owner. */
  async delete(): Promise<void> {
    await this.#options.http.delete(this.#path, isNothing);
    this.#options.onGone();
  }

  /** One page of members, by user id. */
  members(page: PageOf = {}): Promise<MemberPage> {
    return this.#options.http.get(`${this.#path}/members${query({ ...page })}`, isMemberPage);
  }

  /** All members, read a page at a time as they are asked for. */
  async *eachMember(): AsyncGenerator<Member, void, undefined> {
    let after: string | undefined;
    for (let more = true; more; ) {
      const page = await this.members({ limit: PAGE, ...(after !== undefined && { after }) });
      yield* page.members;
      after = page.members.at(-1)?.userId;
      more = page.more && after !== undefined;
    }
  }

  /** Adds somebody, as `member` unless said otherwise; one who is in it already stays as they are. */
  add(userId: string, role?: Role): Promise<Member> {
    return this.#put(userId, role === undefined ? {} : { role });
  }

  setRole(userId: string, role: Exclude<Role, "owner">): Promise<Member> {
    return this.#put(userId, { role });
  }

  /** Makes a member the owner; this user becomes a moderator. For the owner. */
  async handOver(userId: string): Promise<Member> {
    const owner = await this.#put(userId, { role: "owner" });
    this.#options.onStanding({ role: "moderator" });
    return owner;
  }

  remove(userId: string): Promise<void> {
    return this.#options.http.delete(this.#member(userId), isNothing);
  }

  /** Leaves. The owner leaves last, or hands over first (`conflict`). @param myId This user's own id. */
  async leave(myId: string): Promise<void> {
    await this.remove(myId);
    this.#options.onGone();
  }

  /** Takes somebody out and keeps them out, also one who is no member. */
  ban(userId: string): Promise<void> {
    return this.#options.http.put(this.#ban(userId), undefined, isNothing);
  }

  unban(userId: string): Promise<void> {
    return this.#options.http.delete(this.#ban(userId), isNothing);
  }

  /** One page of those who are kept out, by user id. */
  bans(page: PageOf = {}): Promise<BanPage> {
    return this.#options.http.get(`${this.#path}/bans${query({ ...page })}`, isBanPage);
  }

  /** No notifications for this user until then, on no device; without a time for ever. Returns until when: UTC, ISO 8601. */
  async mute(until?: Date): Promise<string> {
    const body = until === undefined ? {} : { until: until.toISOString() };
    const { mutedUntil } = await this.#options.http.put(`${this.#minePath}/mute`, body, isMute);
    this.#options.onStanding({ mutedUntil });
    return mutedUntil;
  }

  async unmute(): Promise<void> {
    await this.#options.http.delete(`${this.#minePath}/mute`, isNothing);
    this.#options.onStanding({ mutedUntil: undefined });
  }

  #put(userId: string, body: { readonly role?: Role }): Promise<Member> {
    return this.#options.http.put(this.#member(userId), body, isMember);
  }

  async #tell(asked: Promise<ChannelDetails>): Promise<ChannelDetails> {
    const details = await asked;
    const { name, topic, avatarUrl, archivedAt, me } = details;
    this.#options.onStanding({ role: me.role, topic, avatarUrl, archivedAt }, name);
    return details;
  }

  #member(userId: string): string {
    return `${this.#path}/members/${encodeURIComponent(userId)}`;
  }

  #ban(userId: string): string {
    return `${this.#path}/bans/${encodeURIComponent(userId)}`;
  }
}
