import { ErrorResponse, type User } from "oidc-client-ts";
import { beforeEach, describe, expect, it } from "vitest";
import { AccessToken } from "../src/signIn/accessToken.js";

const user = (token: string, expired = false) =>
  ({ access_token: token, expired, refresh_token: `refresh ${token}` }) as unknown as User;

describe("AccessToken", () => {
  let stored: User | null;
  let renewals: number;
  let renew: () => Promise<User | null>;
  let token: AccessToken;

  beforeEach(() => {
    stored = user("old");
    renewals = 0;
    renew = async () => (stored = user("new"));
    token = new AccessToken({
      getUser: async () => stored,
      signinSilent: async () => {
        renewals += 1;
        return renew();
      },
    });
  });

  it("is the stored one while it is good", async () => {
    expect(await token.get({ refused: false })).toBe("old");
    expect(renewals).toBe(0);
  });

  it("is renewed once for all who find it expired", async () => {
    stored = user("old", true);
    expect(await Promise.all([1, 2, 3].map(() => token.get({ refused: false })))).toEqual(["new", "new", "new"]);
    expect(renewals).toBe(1);
  });

  it("is renewed when it was refused", async () => {
    expect(await token.get({ refused: true })).toBe("new");
  });

  it.each(["invalid_grant", "interaction_required", "login_required"])("is over after %s", async (error) => {
    renew = () => Promise.reject(new ErrorResponse({ error }));
    await expect(token.get({ refused: true })).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("is that of another renewal, which used the refresh token first", async () => {
    renew = () => {
      stored = user("another's");
      return Promise.reject(new ErrorResponse({ error: "invalid_grant" }));
    };
    expect(await token.get({ refused: true })).toBe("another's");
  });

  it("is not over because the provider is in trouble", async () => {
    for (const trouble of [new ErrorResponse({ error: "temporarily_unavailable" }), new TypeError("Failed to fetch")]) {
      renew = () => Promise.reject(trouble);
      await expect(token.get({ refused: true })).rejects.toBe(trouble);
    }
  });

  it("is over for one who never signed in", async () => {
    stored = null;
    await expect(token.get({ refused: false })).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
