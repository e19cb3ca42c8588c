import { describe, expect, it } from "vitest";
import type { Disposition } from "@/protocol/resources";
import { asLatin, matching, meant } from "./dispositions";

const all: Disposition[] = [
  ["DE", "Delivery: damaged, new part"],
  ["DX", "Delivery: damaged, exchange"],
  ["DM", "Delivery: date moved"],
  ["RF", "Return and refund"],
  ["OT", "Other"],
].map(([code = "", name = ""]) => ({
  disposition_id: code,
  code,
  name,
  project_id: null,
  effective: true,
  version: 1,
}));

const codes = (typed: string): string[] => matching(all, typed).map(({ code }) => code);

describe("a disposition by two letters", () => {
  it("puts the exact code first, then words that begin so", () => {
    expect(codes("de")).toEqual(["DE", "DM", "DX"]);
    expect(codes("refu")).toEqual(["RF"]);
    expect(codes("zz")).toEqual([]);
    expect(codes("")).toHaveLength(5);
  });

  it("takes the code from a Russian keyboard layout", () => {
    expect(asLatin("ву")).toBe("de");
    expect(meant(all, "ву")?.code).toBe("DE");
  });

  it("means something only when it is certain", () => {
    expect(meant(all, "d")).toBeUndefined();
    expect(meant(all, "")).toBeUndefined();
    expect(meant(all, "DX")?.code).toBe("DX");
    expect(meant(all, "refund")?.code).toBe("RF");
  });
});
