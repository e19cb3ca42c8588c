/** A card's number as it is typed: it stays in this page's memory, and only its last four digits go further. */
export const MOST_DIGITS = 19;
const FEWEST_DIGITS = 13;

export function digitsOf(typed: string): string {
  return typed.replace(/\D/g, "").slice(0, MOST_DIGITS);
}

/** In fours, as it stands on the card. */
export function inFours(digits: string): string {
  return digits.replace(/(\d{4})(?=\d)/g, "$1 ");
}

/** Whether the check digit is right (Luhn), and there are as many digits as a card has. */
export function isCardNumber(digits: string): boolean {
  if (digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS || /\D/.test(digits)) return false;
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, place) => {
      const doubled = Number(digit) * (place % 2 === 0 ? 1 : 2);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return sum % 10 === 0 && /[1-9]/.test(digits);
}

export function lastFour(digits: string): string {
  return digits.slice(-4);
}

/** What is shown of a card that is known by its last four digits. */
export function masked(four: string): string {
  return `•••• ${four}`;
}
