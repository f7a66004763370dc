import { createRoot } from "react-dom/client";
import { App } from "@/app";
import { startPalette } from "@/state/palette";
import "@/style/tokens.css";
import "@/style/base.css";
import "@/style/shell.css";
import "@/style/panels.css";

startPalette();
const root = document.getElementById("app");
if (root) createRoot(root).render(<App />);
