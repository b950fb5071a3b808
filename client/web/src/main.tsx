import { StrictMode, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { ErrorBoundary } from "./app/ErrorBoundary.js";
import { firstScreen } from "./app/firstScreen.js";
import { Splash } from "./app/Splash.js";
import "./styles/index.css";

const root = createRoot(document.getElementById("root")!);
const show = (screen: ReactNode) => {
  root.render(
    <StrictMode>
      <ErrorBoundary>{screen}</ErrorBoundary>
    </StrictMode>,
  );
};

show(<Splash />);
show(await firstScreen());
