/** `/config.json`: where the back-end and the OpenID provider are. The deployment serves it beside the page. */
export interface Config {
  readonly apiUrl: string;
  readonly authority: string;
  readonly clientId: string;
  readonly scope: string;
}

const members = ["apiUrl", "authority", "clientId", "scope"] as const;

/** Reads the configuration. Throws an `Error` in words for whoever deploys the page. */
export async function loadConfig(): Promise<Config> {
  const response = await fetch("/config.json", { cache: "no-cache" });
  const config: unknown = response.ok ? await response.json().catch(() => undefined) : undefined;
  if (typeof config !== "object" || config === null) {
    throw new Error("The file /config.json is missing or is not JSON.");
  }

  const missing = members.find((member) => typeof (config as Record<string, unknown>)[member] !== "string");
  if (missing !== undefined) {
    throw new Error(`The file /config.json has no “${missing}”.`);
  }

  return config as Config;
}
