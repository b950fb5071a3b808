import { Logo } from "../ui/Logo.js";

export function Splash() {
  return (
    <main className="splash" aria-busy="true" aria-label="Loading">
      <Logo className="landing-logo" />
    </main>
  );
}
