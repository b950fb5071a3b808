import type { ReactNode } from "react";
import { loadConfig, type Config } from "../signIn/config.js";
import { Landing } from "../signIn/Landing.js";
import { Session } from "../signIn/session.js";
import { Broken } from "./Broken.js";
import { ChatApp } from "./ChatApp.js";

/** Decides what to show: outside of React, so that an authorization code is redeemed exactly once. */
export async function firstScreen(): Promise<ReactNode> {
  let config: Config;
  try {
    config = await loadConfig();
  } catch (thrown) {
    return <Broken reason={thrown instanceof Error ? thrown.message : String(thrown)} />;
  }

  const session = new Session(config);
  try {
    const isSignedIn = await session.resume();
    return isSignedIn ? (
      <ChatApp session={session} apiUrl={config.apiUrl} />
    ) : (
      <Landing session={session} notice={undefined} />
    );
  } catch {
    return <Landing session={session} notice="Signing in did not work. Please try once more." />;
  }
}
