export type { Channel } from "./channel.js";
export type { ChannelSummary } from "./channelList.js";
export { ChatClient } from "./chatClient.js";
export type { ChatClientOptions, ChatEvents } from "./chatClientOptions.js";
export { ChatError, type ChatErrorCode } from "./chatError.js";
export type { ConnectionState } from "./connection.js";
export type { Unsubscribe } from "./emitter.js";
export { realEnvironment, type Cancel, type Environment } from "./environment.js";
export type { GetToken } from "./http.js";
export type { Entry, EntryCounts, EntryKind, MessageFormat, Metadata, Reactions } from "./entry.js";
export type { MessagePage } from "./messagePage.js";
export type { Delivery, OutgoingChange, OutgoingMessage, SendOptions } from "./outgoing.js";
export type {
  ChannelDetails,
  ChannelInfo,
  DirectChannel,
  ErrorBody,
  GroupChannel,
  Limits,
  Member,
  UserProfile,
} from "./protocol.js";
export type { MessageItem, NoticeItem, OutgoingItem, Timeline, TimelineItem } from "./timeline.js";
export type { Transport, TransportEvents, TransportFactory } from "./transport.js";
