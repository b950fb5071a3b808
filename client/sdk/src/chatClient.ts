import type { Channel } from "./channel.js";
import { ChannelAdmin } from "./channelAdmin.js";
import type { ChannelSummary } from "./channelList.js";
import { ChatApi } from "./chatApi.js";
import type { ChatClientOptions, ChatEvents } from "./chatClientOptions.js";
import type { ChatError } from "./chatError.js";
import { Connection, type ConnectionState } from "./connection.js";
import { Conversations } from "./conversations.js";
import { Emitter, type Unsubscribe } from "./emitter.js";
import { realEnvironment, type Environment } from "./environment.js";
import { readFrame } from "./frames.js";
import { Http } from "./http.js";
import { eventData } from "./outgoing.js";
import { People } from "./people.js";
import type { ChannelInfo, Limits, NegotiateAnswer, UserProfile } from "./protocol.js";
import { PublicChannels } from "./publicChannels.js";
import { UserDirectory } from "./userDirectory.js";
import { WebPubSubTransport } from "./webPubSubTransport.js";

const DEFAULT_LIMITS: Limits = { messageCharacters: 16_384, pageSize: 200, groupMembers: 100, metadataBytes: 4_096 };
const DEFAULT_PREVIEWS = 20;

/**
 * One user's chat on one device: a live connection, the list of channels, and each opened channel as a log without gaps
 * plus an outbox that neither loses, doubles nor reorders while this object lives. Works in browsers and in Node.
 */
export class ChatClient {
  /** One's own profile, those of others, contacts and blocks. */
  readonly people: People;
  /** Channels that anybody may join, and invites. */
  readonly publicChannels: PublicChannels;
  readonly #http: Http;
  readonly #api: ChatApi;
  readonly #environment: Environment;
  readonly #events = new Emitter<ChatEvents>();
  readonly #connection: Connection;
  readonly #conversations: Conversations;
  readonly #users: UserDirectory;
  #limits = DEFAULT_LIMITS;
  #me: UserProfile | undefined;
  #epoch: string | undefined;

  constructor(options: ChatClientOptions) {
    const { apiUrl, getToken, environment = realEnvironment } = options;
    const call = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
    this.#environment = environment;
    this.#http = new Http({
      apiUrl,
      getToken,
      environment,
      fetch: call,
      onUnauthenticated: (error) => this.#connection.stop(error),
    });
    this.#api = new ChatApi(this.#http);
    this.#users = new UserDirectory({
      read: (userId) => this.#api.user(userId),
      environment,
      onChange: (profile) => this.#events.emit("profile", profile),
    });
    this.people = new People(this.#http, (profile) => this.#users.set(profile), (me) => this.#setMe(me));
    this.publicChannels = new PublicChannels(this.#http, (channel) => this.#conversations.put(channel));
    this.#conversations = new Conversations({
      api: this.#api,
      environment,
      events: this.#events,
      previews: options.previews ?? DEFAULT_PREVIEWS,
      userId: () => this.#me?.userId,
      limits: () => this.#limits,
      transmit: (outgoing) => this.#connection.sendEvent(outgoing.event, eventData(outgoing)),
      onError: (error) => this.#failed(error),
    });
    this.#connection = this.#connectionOf(options, environment);
  }

  /** The connection's state. */
  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** Who this is, as the back-end made it from the token; `undefined` until the first answer. */
  get me(): UserProfile | undefined {
    return this.#me;
  }

  /** The deployment's limits; the defaults of docs/protocol.md until the first answer. */
  get limits(): Limits {
    return this.#limits;
  }

  /** This user's channels, the one with the latest activity first: the same array until something changes. */
  get channels(): readonly ChannelSummary[] {
    return this.#conversations.summaries;
  }

  /** Whether the list has been read: until then `channels` is empty because nothing is known. */
  get areChannelsKnown(): boolean {
    return this.#conversations.isListRead;
  }

  /** Messages and changes that are not stored yet, over all opened channels: they are lost with this object. */
  get unsentCount(): number {
    return this.#conversations.unsentCount;
  }

  /** Calls `listener` at each event `name` until the returned function is called. */
  on<Name extends keyof ChatEvents>(name: Name, listener: (payload: ChatEvents[Name]) => void): Unsubscribe {
    return this.#events.on(name, listener);
  }

  /** Connects, and stays connected until `stop` or until the sign-in is refused. Failures of the network end nothing. */
  start(): void {
    this.#connection.start();
  }

  /** Disconnects. Queued messages stay, and leave after the next `start`. */
  stop(): void {
    this.#connection.stop();
  }

  /** Says that the network may be back (a browser's `online` event, a tab shown again): tries sooner. */
  wake(): void {
    this.#connection.wake();
    this.#conversations.wake();
  }

  /** Opens a channel: loads its newest page, and keeps it up to date from then on. The same object for the same id. */
  openChannel(channelId: string): Channel {
    return this.#conversations.open(channelId);
  }

  /** What can be done with a channel besides talking in it; it need not be opened. */
  manage(channelId: string): ChannelAdmin {
    return new ChannelAdmin({
      channelId,
      http: this.#http,
      environment: this.#environment,
      onStanding: (standing, name) => this.#conversations.describe(channelId, standing, name),
      onGone: () => this.#conversations.remove(channelId),
    });
  }

  /** Finds or makes the 1-on-1 channel with somebody. @throws ChatError, for instance `invalid_request`. */
  async createDirect(userId: string): Promise<ChannelInfo> {
    return this.#conversations.put(await this.#api.createDirect(userId));
  }

  /**
   * Makes a group with this user as its owner.
   * @param members Other members' user ids, at most 50.
   * @param clientId Give the same one when trying again: it makes one group however often it is sent.
   * @throws ChatError, for instance `invalid_request` with the `field` at fault, or `too_large`.
   */
  async createGroup(name: string, members: readonly string[], clientId?: string): Promise<ChannelInfo> {
    return this.#conversations.put(await this.#api.createGroup(name, members, clientId ?? this.#environment.newId()));
  }

  /** Somebody's profile, asked for once; one with the id for a name as long as there is none, or nothing answers. */
  profile(userId: string): Promise<UserProfile> {
    return this.#users.profile(userId);
  }

  /** The profile if it is known already: the same object until it changes, which event `profile` tells. */
  knownProfile(userId: string): UserProfile | undefined {
    return this.#users.known(userId);
  }

  #connectionOf(options: ChatClientOptions, environment: Environment): Connection {
    return new Connection({
      environment,
      transport: options.transport ?? WebPubSubTransport.create,
      negotiate: () => this.#api.negotiate(options.region),
      onNegotiated: (answer) => this.#negotiated(answer),
      onState: (state) => this.#stateChanged(state),
      onConnected: () => this.#conversations.catchUp(),
      onFrame: (data) => this.#conversations.receive(readFrame(data)),
    });
  }

  #negotiated({ userId, displayName, limits, epoch }: NegotiateAnswer): void {
    this.#limits = limits;
    if (this.#epoch !== undefined && this.#epoch !== epoch) {
      this.#conversations.forgetLatest();
    }

    this.#epoch = epoch;
    // What it says of the name only; the rest of the profile is as it was.
    this.#setMe({ ...this.#users.known(userId), userId, displayName });
  }

  #setMe(profile: UserProfile): void {
    const me = this.#users.set(profile);
    if (this.#me !== me) {
      this.#me = me;
      this.#events.emit("me", me);
    }
  }

  #stateChanged(state: ConnectionState): void {
    if (state.status === "stopped") {
      this.#conversations.stop();
    } else {
      this.#conversations.setOnline(state.status === "online");
    }

    this.#events.emit("state", state);
    if (state.status === "stopped" && state.error !== undefined) {
      this.#events.emit("error", state.error);
    }
  }

  #failed(error: ChatError): void {
    // The end of the sign-in is told once, by the connection that it stops.
    if (error.code !== "unauthenticated") {
      this.#events.emit("error", error);
    }
  }
}
