import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

afterEach(cleanup);

// jsdom has neither; Mantine asks for both.
window.matchMedia = (query) => {
  const list: Partial<MediaQueryList> = {
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    dispatchEvent: () => false,
  };
  return list as MediaQueryList;
};

class NoResize implements ResizeObserver {
  observe() {
    return undefined;
  }
  unobserve() {
    return undefined;
  }
  disconnect() {
    return undefined;
  }
}
window.ResizeObserver = NoResize;

// A browser without a layout scrolls nowhere.
Element.prototype.scrollIntoView = () => undefined;

// Mantine measures text areas again when fonts have come.
Object.defineProperty(document, "fonts", { value: new EventTarget() });
