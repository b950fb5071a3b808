import { useState } from "react";
import { useClient } from "./clientContext.js";
import { leave } from "./leaving.js";

/** Leaves the page for the provider's, or tells that it does not answer. */
export function useLeaving(go: () => Promise<void>) {
  const client = useClient();
  const [problem, setProblem] = useState<string>();
  const start = () => {
    setProblem(undefined);
    leave(client, go).catch(() => setProblem("The sign-in service does not answer. Please try again in a moment."));
  };
  return { problem, leave: start };
}
