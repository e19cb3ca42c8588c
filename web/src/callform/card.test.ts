import { expect, test } from "vitest";
import { digitsOf, inFours, isCardNumber, lastFour, masked } from "./card";
import { numberIn } from "./Fields";
import { without } from "./writer";

test("a number that may be a card's is known by its check digit", () => {
  for (const number of ["4111111111111111", "5500005555555559", "378282246310005", "6011000990139424"])
    expect(isCardNumber(number)).toBe(true);
  for (const number of ["4111111111111112", "411111111111", "00000000000000", "41111111111111111111", ""])
    expect(isCardNumber(number)).toBe(false);
});

test("it is typed in any way, and shown in fours or by its last four", () => {
  expect(digitsOf("4111-1111 1111x1111")).toBe("4111111111111111");
  expect(digitsOf("1".repeat(30))).toHaveLength(19);
  expect(inFours("411111111")).toBe("4111 1111 1");
  expect(masked(lastFour("4111111111111234"))).toBe("•••• 1234");
});

test("numbers are read with a comma or a point", () => {
  expect(numberIn("1 234,5")).toBe(1234.5);
  expect(numberIn("-0.25")).toBe(-0.25);
  for (const text of ["", "-", "1,2,3", "many", "1e5"]) expect(numberIn(text)).toBeUndefined();
});

test("what was typed while it was sent is still to be sent", () => {
  expect(without({ a: "xy", b: 1, c: null }, { a: "x", b: 1, c: null })).toEqual({ a: "xy" });
});
