import type { ChannelSummary } from "@chat-functions/sdk";
import { useState } from "react";
import { useClient } from "../chat/clientContext.js";
import { FloatingDialog } from "../ui/FloatingDialog.js";
import { Icon } from "../ui/Icon.js";
import { MenuItem } from "../ui/MenuItem.js";
import { useTask } from "../ui/useTask.js";
import { isMuted, muteChoices, mutedWords } from "./muting.js";

/** Notifications of one channel: on, or off for a time. */
export function MuteRow({ summary }: { readonly summary: ChannelSummary }) {
  const client = useClient();
  const { isBusy, problem, run } = useTask();
  const [anchor, setAnchor] = useState<DOMRect>();
  const admin = client.manage(summary.channel.channelId);
  const muted = isMuted(summary.mutedUntil, new Date());
  const mute = (forMs: number | undefined) =>
    void run(() => admin.mute(forMs === undefined ? undefined : new Date(Date.now() + forMs)));

  return (
    <div className="line" data-testid="mute-row" data-muted={muted}>
      <Icon name={muted ? "bellOff" : "bell"} />
      <span className="person-names">
        <strong>Notifications</strong>
        <span className="soft">{problem?.message ?? mutedWords(summary.mutedUntil, new Date())}</span>
      </span>
      {muted ? (
        <button className="button small" disabled={isBusy} data-testid="unmute" onClick={() => void run(() => admin.unmute())}>
          Turn on
        </button>
      ) : (
        <button
          className="button small"
          disabled={isBusy}
          aria-haspopup="dialog"
          data-testid="mute"
          onClick={(event) => setAnchor(event.currentTarget.getBoundingClientRect())}
        >
          Mute…
        </button>
      )}
      {anchor !== undefined && (
        <FloatingDialog label="Mute" anchor={anchor} onClose={() => setAnchor(undefined)}>
          {(close) => (
            <div className="menu">
              {muteChoices.map(([label, forMs]) => (
                <MenuItem
                  key={label}
                  icon="bellOff"
                  label={label}
                  onClick={() => {
                    close();
                    mute(forMs);
                  }}
                />
              ))}
            </div>
          )}
        </FloatingDialog>
      )}
    </div>
  );
}
