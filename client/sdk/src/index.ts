export type { Channel } from "./channel.js";
export type { ChannelAdmin, ChannelChanges } from "./channelAdmin.js";
export type { ChannelInvites, InviteOptions } from "./channelInvites.js";
export type { ChannelSummary } from "./channelList.js";
export type { Ban, BanPage, Invite, MemberPage, PublicChannel, PublicChannelPage, ReadPosition } from "./channelShapes.js";
export { ChatClient } from "./chatClient.js";
export type { ChatClientOptions, ChatEvents } from "./chatClientOptions.js";
export { ChatError, type ChatErrorCode } from "./chatError.js";
export type { ConnectionState } from "./connection.js";
export type { Unsubscribe } from "./emitter.js";
export { realEnvironment, type Cancel, type Environment } from "./environment.js";
export type { GetToken } from "./http.js";
export type { Entry, EntryCounts, EntryKind, MessageFormat, Metadata, Reactions } from "./entry.js";
export type { MessagePage } from "./messagePage.js";
export type { PageOf, People } from "./people.js";
export type { Contact, ContactPage, Me, MyChanges, MySettings, UserPage } from "./peopleShapes.js";
export type { Delivery, OutgoingChange, OutgoingMessage, SendOptions } from "./outgoing.js";
export type {
  ChannelDetails,
  ChannelHistory,
  ChannelInfo,
  DirectChannel,
  ErrorBody,
  GroupChannel,
  Limits,
  Member,
  Role,
  UserProfile,
} from "./protocol.js";
export type { PublicChannels } from "./publicChannels.js";
export type { Reads } from "./reads.js";
export type { Standing } from "./standing.js";
export type { MessageItem, NoticeItem, OutgoingItem, Timeline, TimelineItem } from "./timeline.js";
export type { Transport, TransportEvents, TransportFactory } from "./transport.js";
