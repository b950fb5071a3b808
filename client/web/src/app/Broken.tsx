import { Logo } from "../ui/Logo.js";

/** The page cannot even find its back-end. */
export function Broken({ reason }: { readonly reason: string }) {
  return (
    <main className="landing">
      <div className="landing-card">
        <Logo className="landing-logo" />
        <h1>Chat.Functions</h1>
        <p role="alert">The chat cannot start here. {reason}</p>
        <button className="button primary wide" onClick={() => location.reload()}>
          Try again
        </button>
      </div>
    </main>
  );
}
