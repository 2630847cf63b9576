/**
 * The page's only script, sent as a file of its own. It remembers the theme, submits a dashboard variable when it is
 * chosen, and renews the content while the simulation moves on. Everything works without it, by reloading.
 */
export const script = String.raw`"use strict";
(() => {
  const root = document.documentElement;
  const stored = localStorage.getItem("theme");
  if (stored === "light" || stored === "dark") root.dataset.theme = stored;

  const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.target.closest("[data-theme-toggle]") === null) return;
    root.dataset.theme = dark() ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
    themeFrames();
  });

  document.addEventListener("change", (event) => {
    const form = event.target instanceof HTMLSelectElement ? event.target.closest("form.variables") : null;
    if (form !== null) form.requestSubmit();
  });

  // Frames know nothing of the theme that was chosen here.
  const themeFrames = () => {
    const theme = root.dataset.theme;
    if (theme === undefined) return;
    for (const frame of document.querySelectorAll("iframe[data-widget]")) {
      const address = new URL(frame.src);
      if (address.searchParams.get("theme") === theme) continue;
      address.searchParams.set("theme", theme);
      frame.src = address.href;
    }
  };

  let version;
  const renew = async () => {
    const main = document.getElementById("main");
    if (document.hidden || main === null || main.querySelector("iframe.report-frame") !== null) return;
    if (main.contains(document.activeElement) || String(getSelection()) !== "") return;
    const now = await (await fetch("/version")).text();
    const changed = version !== undefined && version !== now;
    version = now;
    if (!changed) return;
    const fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    for (const selector of ["main", "[data-now]"]) {
      const [to, from] = [document.querySelector(selector), fresh.querySelector(selector)];
      if (to !== null && from !== null) to.replaceWith(from);
    }
    themeFrames();
  };
  // A server that has ended leaves the page as it was.
  const quietly = () => { renew().catch(() => undefined); };
  document.addEventListener("DOMContentLoaded", themeFrames);
  document.addEventListener("DOMContentLoaded", quietly);
  setInterval(quietly, 3000);
})();
`;
