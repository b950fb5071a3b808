import { ChatError, type GetToken } from "@chat-functions/sdk";
import { ErrorResponse, type User, type UserManager } from "oidc-client-ts";

/** What the provider says when only the person can go on. Anything else may pass. */
const endings = ["invalid_grant", "interaction_required", "login_required"];

/** Gives the access token of this tab's sign-in, renewed when it has expired or was refused. */
export class AccessToken {
  readonly #manager: Pick<UserManager, "getUser" | "signinSilent">;
  #renewal: Promise<User | null> | undefined;

  constructor(manager: Pick<UserManager, "getUser" | "signinSilent">) {
    this.#manager = manager;
  }

  readonly get: GetToken = async ({ refused }) => {
    const user = await this.#manager.getUser();
    if (user !== null && user.expired !== true && !refused) {
      return user.access_token;
    }

    const renewed = user?.refresh_token === undefined ? null : await this.#renew(user);
    if (renewed === null) {
      throw new ChatError({ code: "unauthenticated", message: "The sign-in has expired." });
    }

    return renewed.access_token;
  };

  /** Several requests may find the token expired at once: a refresh token is good for one renewal only. */
  async #renew(old: User): Promise<User | null> {
    this.#renewal ??= this.#manager.signinSilent().finally(() => {
      this.#renewal = undefined;
    });
    try {
      return await this.#renewal;
    } catch (thrown) {
      if (!(thrown instanceof ErrorResponse && endings.includes(thrown.error ?? ""))) {
        throw thrown;
      }

      // Somebody else's renewal may have used the refresh token: then its result is stored.
      const stored = await this.#manager.getUser();
      return stored !== null && stored.access_token !== old.access_token && stored.expired !== true ? stored : null;
    }
  }
}
