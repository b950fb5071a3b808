export type { Channel } from "./channel.js";
export type { ChannelSummary } from "./channelList.js";
export { ChatClient } from "./chatClient.js";
export type { ChatClientOptions, ChatEvents } from "./chatClientOptions.js";
export { ChatError, type ChatErrorCode } from "./chatError.js";
export type { ConnectionState } from "./connection.js";
export type { Unsubscribe } from "./emitter.js";
export { realEnvironment, type Cancel, type Environment } from "./environment.js";
export type { GetToken } from "./http.js";
export type { OutgoingMessage } from "./outgoingMessage.js";
export type {
  ChannelDetails,
  ChannelInfo,
  DirectChannel,
  Entry,
  EntryPage,
  ErrorBody,
  GroupChannel,
  Limits,
  Member,
  UserProfile,
} from "./protocol.js";
export type { Timeline, TimelineItem } from "./timeline.js";
export type { Transport, TransportEvents, TransportFactory } from "./transport.js";
