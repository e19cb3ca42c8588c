import type { FlowDocument } from "@/protocol/configuration";

interface Wanted {
  name: string;
  language: string;
  /** Queues and hours by their names, as a document that travels may name them. */
  queue: string;
  hours: string | undefined;
}

/** A whole flow to begin with: hours where there are any, what is said, a queue, a message when nobody is there. */
export function exampleFlow({ name, language, queue, hours }: Wanted): FlowDocument {
  return {
    format: 1,
    id: "main",
    name,
    language,
    start: "answer",
    nodes: {
      answer: { type: "answer", next: hours === undefined ? "greeting" : "hours" },
      ...(hours !== undefined && {
        hours: { type: "hours", calendar: hours, open: "greeting", closed: "closed" },
      }),
      greeting: {
        type: "say",
        prompts: [{ prompt: "call-recorded" }, { prompt: "please-wait" }],
        next: "queue",
      },
      queue: { type: "queue", queue, on_nobody: "message" },
      message: { type: "voicemail", next: "goodbye" },
      goodbye: { type: "hangup", prompts: [{ prompt: "voicemail-thanks" }] },
      ...(hours !== undefined && { closed: { type: "hangup", prompts: [{ prompt: "closed" }] } }),
    },
  };
}
