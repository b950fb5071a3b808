import { Component, type ReactNode } from "react";
import { Broken } from "./Broken.js";

/** A defect in what is shown must not end in a blank page. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? <Broken reason="Something on this page went wrong." /> : this.props.children;
  }
}
