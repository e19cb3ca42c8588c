import { useState } from "react";
import { useMe } from "@/app/session";

/** What this person types to a question: over a reload, in this tab. */
export function useTyped(of: string): [string, (text: string) => void] {
  const name = `ringwell.aside.${useMe().user_id}.${of}`;
  const [text, setText] = useState(() => read(name));
  return [
    text,
    (next) => {
      setText(next);
      write(name, next);
    },
  ];
}

function read(name: string): string {
  try {
    return sessionStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

function write(name: string, text: string): void {
  try {
    if (text === "") sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
  } catch {
    return;
  }
}
