import type { ConnectionState } from "@chat-functions/sdk";
import type { Session } from "../signIn/session.js";
import { useConnectionState } from "./clientState.js";
import { useLeaving } from "./useLeaving.js";

/** Floats above the page, so that nothing moves when it comes and goes. */
export function ConnectionNotice({ session }: { readonly session: Session }) {
  const state = useConnectionState();
  const { problem, leave } = useLeaving(() => session.signIn());
  const isSignInOver = state.status === "stopped" && state.error?.code === "unauthenticated";
  const text = isSignInOver ? (problem ?? "Your sign-in has expired.") : words[shownState(state)];
  return (
    <div className="connection" role="status" data-testid="connection-state" data-state={shownState(state)}>
      <span className="connection-text">{text}</span>
      {isSignInOver && (
        <button className="button small" onClick={leave}>
          Sign in again
        </button>
      )}
    </div>
  );
}

const words = {
  online: "Online",
  connecting: "Connecting…",
  offline: "Offline – messages are kept and sent when you are back",
} as const;

function shownState({ status }: ConnectionState): keyof typeof words {
  return status === "stopped" ? "offline" : status;
}
