import type { GetToken } from "@chat-functions/sdk";
import { UserManager, WebStorageStateStore } from "oidc-client-ts";
import { AccessToken } from "./accessToken.js";
import type { Config } from "./config.js";

const CALLBACK_PATH = "/callback";

/** The sign-in of this tab: authorization code with PKCE, renewed by refresh token. */
export class Session {
  readonly #manager: UserManager;
  /** For the chat client. */
  readonly getToken: GetToken;

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
      // Whoever needs a token renews it: a second renewal would spend the same refresh token.
      automaticSilentRenew: false,
      userStore: store,
      stateStore: store,
    });
    this.getToken = new AccessToken(this.#manager).get;
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
