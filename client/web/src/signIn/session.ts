import { ChatError, type GetToken } from "@chat-functions/sdk";
import { ErrorResponse, UserManager, WebStorageStateStore, type User } from "oidc-client-ts";
import type { Config } from "./config.js";

const CALLBACK_PATH = "/callback";

/** The sign-in of this tab: authorization code with PKCE, renewed by refresh token. */
export class Session {
  readonly #manager: UserManager;
  #renewal: Promise<User | null> | undefined;

  constructor({ authority, clientId, scope }: Config) {
    // Per tab, so that two tabs can be two people; it survives a reload.
    const store = new WebStorageStateStore({ store: sessionStorage });
    this.#manager = new UserManager({
      authority,
      client_id: clientId,
      scope,
      redirect_uri: location.origin + CALLBACK_PATH,
      post_logout_redirect_uri: `${location.origin}/`,
      response_type: "code",
      automaticSilentRenew: true,
      userStore: store,
      stateStore: store,
    });
  }

  /** Ends a sign-in under way, if the page was opened by its redirect. Returns whether somebody is signed in. */
  async resume(): Promise<boolean> {
    if (location.pathname === CALLBACK_PATH) {
      await this.#finishSignIn();
    }

    const user = await this.#manager.getUser();
    return user !== null && (user.expired !== true || user.refresh_token !== undefined);
  }

  /** Leaves the page for the provider's; comes back to where it was. */
  async signIn(): Promise<void> {
    await this.#manager.signinRedirect({ state: location.pathname });
  }

  /** Forgets the sign-in here and at the provider, if it offers that. */
  async signOut(): Promise<void> {
    const endSession = await this.#manager.metadataService.getEndSessionEndpoint().catch(() => undefined);
    if (endSession === undefined) {
      await this.#manager.removeUser();
      location.assign("/");
    } else {
      await this.#manager.signoutRedirect();
    }
  }

  readonly getToken: GetToken = async ({ refused }) => {
    const user = await this.#manager.getUser();
    if (user !== null && user.expired !== true && !refused) {
      return user.access_token;
    }

    const renewed = user?.refresh_token === undefined ? null : await this.#renew();
    if (renewed === null) {
      throw new ChatError({ code: "unauthenticated", message: "The sign-in has expired." });
    }

    return renewed.access_token;
  };

  /** Several requests may find the token expired at once: a refresh token is good for one renewal only. */
  async #renew(): Promise<User | null> {
    this.#renewal ??= this.#manager.signinSilent().finally(() => {
      this.#renewal = undefined;
    });
    try {
      return await this.#renewal;
    } catch (thrown) {
      if (thrown instanceof ErrorResponse) {
        return null;
      }

      throw thrown;
    }
  }

  async #finishSignIn(): Promise<void> {
    try {
      const user = await this.#manager.signinRedirectCallback();
      const isPath = typeof user.state === "string" && /^\/(?!\/)/.test(user.state);
      history.replaceState(null, "", isPath ? (user.state as string) : "/");
    } catch (thrown) {
      history.replaceState(null, "", "/");
      throw thrown;
    }
  }
}
