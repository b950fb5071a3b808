import type { ChannelSummary } from "@chat-functions/sdk";
import { useMemo, useState } from "react";
import { useClient } from "../chat/clientContext.js";
import { useConversation } from "../conversation/conversationContext.js";
import type { ChannelFacts } from "../conversation/useChannelDetails.js";
import { Avatar } from "../ui/Avatar.js";
import { Icon } from "../ui/Icon.js";
import { ProblemLine } from "../ui/ProblemLine.js";
import { useTask } from "../ui/useTask.js";
import { BansSection } from "./BansSection.js";
import { EditChannelDialog } from "./EditChannelDialog.js";
import { EndSection } from "./EndSection.js";
import { InvitesSection } from "./InvitesSection.js";
import { MembersSection } from "./MembersSection.js";
import { MuteRow } from "./MuteRow.js";
import { OwnerSettings } from "./OwnerSettings.js";
import { isModerator } from "./roles.js";

interface Props {
  readonly summary: ChannelSummary;
  readonly facts: ChannelFacts;
  readonly onChanged: () => void;
}

/** All about a group, and what one may do with it. */
export function GroupDetails({ summary, facts, onChanged }: Props) {
  const client = useClient();
  const { goTo } = useConversation();
  const { details } = facts;
  const [isEditing, setEditing] = useState(false);
  const { problem, run } = useTask();
  const admin = useMemo(() => client.manage(details.channelId), [client, details.channelId]);
  const mayDescribe = isModerator(details.me.role);
  const write = (userId: string) => void run(() => client.createDirect(userId), ({ channelId }) => goTo(channelId));

  return (
    <div className="panel-content details" data-testid="details">
      <div className="details-head">
        <Avatar id={details.channelId} name={details.name ?? ""} url={details.avatarUrl} size="large" />
        <strong className="details-name">{details.name}</strong>
        <p className="soft" data-testid="topic">
          {details.topic ?? (mayDescribe ? "No topic yet" : "")}
        </p>
        {mayDescribe && (
          <button className="button small" data-testid="edit-channel" onClick={() => setEditing(true)}>
            <Icon name="edit" /> Edit
          </button>
        )}
        <ProblemLine problem={problem} />
      </div>
      <section className="section">
        <MuteRow summary={summary} />
      </section>
      <MembersSection facts={facts} admin={admin} onChanged={onChanged} onWrite={write} />
      {mayDescribe && <InvitesSection admin={admin} />}
      {mayDescribe && <BansSection admin={admin} memberCount={details.memberCount} />}
      {details.me.role === "owner" && <OwnerSettings details={details} admin={admin} onChanged={onChanged} />}
      <EndSection details={details} admin={admin} onChanged={onChanged} onGone={() => goTo(undefined)} />
      {isEditing && (
        <EditChannelDialog
          details={details}
          admin={admin}
          onDone={() => {
            setEditing(false);
            onChanged();
          }}
          onClose={() => setEditing(false)}
        />
      )}
    </div>
  );
}
