/** A part of the screen that fails alone. */

import { Component, type ReactNode } from "react";
import { words } from "@/i18n";

interface Props {
  children: ReactNode;
  /** A change of it makes a fresh start. */
  about: string;
}

export class Boundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidUpdate(before: Props) {
    if (before.about !== this.props.about && this.state.failed) this.setState({ failed: false });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="page">
        <div className="problem stack" role="alert">
          <h3>{words.failed.title}</h3>
          <p>{words.failed.kept}</p>
          <button type="button" onClick={() => this.setState({ failed: false })}>
            {words.failed.again}
          </button>
        </div>
      </div>
    );
  }
}
