import { useState } from "react";
import { Logo } from "../ui/Logo.js";
import type { Session } from "./session.js";

interface Props {
  readonly session: Session;
  readonly notice: string | undefined;
}

export function Landing({ session, notice }: Props) {
  const [isLeaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState(notice);

  const signIn = async () => {
    setLeaving(true);
    setProblem(undefined);
    try {
      await session.signIn();
    } catch {
      setLeaving(false);
      setProblem("The sign-in service does not answer. Please try again in a moment.");
    }
  };

  return (
    <main className="landing">
      <div className="landing-card">
        <Logo className="landing-logo" />
        <h1>Chat.Functions</h1>
        <p>Talk to one person or a whole team. Messages arrive in order, once, on every device.</p>
        <button className="button primary wide" data-testid="sign-in" onClick={signIn} disabled={isLeaving}>
          {isLeaving ? "One moment…" : "Sign in"}
        </button>
        <p className="problem" role="alert">
          {problem}
        </p>
      </div>
    </main>
  );
}
