import {
  Button,
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";
import tokens from "./tokens.json";

export const STATES = [
  "ready",
  "offered",
  "talking",
  "hold",
  "wrapup",
  "notready",
  "offline",
  "within",
  "near",
  "over",
] as const;
/** What colour may mean: the seven states of a person or conversation, the three levels of a figure. */
export type StateName = (typeof STATES)[number];

type Scheme = "light" | "dark";
type Scale = Exclude<keyof typeof tokens.scales, "$about">;

const NEUTRAL_VARIABLES = {
  bg: "--bg",
  surface: "--surface",
  sunken: "--sunken",
  raised: "--raised",
  line: "--line",
  lineStrong: "--line-strong",
  text: "--text",
  text2: "--text-2",
  text3: "--text-3",
  action: "--action",
  onAction: "--on-action",
  focus: "--focus",
  select: "--select",
} as const;

function scale(name: Scale): MantineColorsTuple {
  return tokens.scales[name] as unknown as MantineColorsTuple;
}

function stateVariables(scheme: Scheme): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const state of STATES) {
    const colours = tokens.themes[scheme].states[state];
    variables[`--${state}`] = colours.mark;
    variables[`--${state}-on`] = colours.onFill;
    variables[`--${state}-text`] = colours.text;
    variables[`--${state}-soft`] = colours.soft;
    variables[`--${state}-line`] = colours.line;
  }
  return variables;
}

function schemeVariables(scheme: Scheme): Record<string, string> {
  const neutral = tokens.themes[scheme].neutral;
  const variables = stateVariables(scheme);
  for (const [token, variable] of Object.entries(NEUTRAL_VARIABLES))
    variables[variable] = neutral[token as keyof typeof NEUTRAL_VARIABLES];
  for (const level of ["1", "2", "3"] as const) variables[`--shadow-${level}`] = tokens.shadow[scheme][level];
  return { ...variables, ...MANTINE_VARIABLES };
}

/** Mantine's own names, pointed at ours: its components then follow both themes without a rule of their own. */
const MANTINE_VARIABLES: Record<string, string> = {
  "--mantine-color-body": "var(--bg)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-bright": "var(--text)",
  "--mantine-color-dimmed": "var(--text-2)",
  "--mantine-color-placeholder": "var(--text-3)",
  "--mantine-color-error": "var(--over-text)",
  "--mantine-color-anchor": "var(--text)",
  "--mantine-color-default": "var(--surface)",
  "--mantine-color-default-color": "var(--text)",
  "--mantine-color-default-hover": "var(--select)",
  "--mantine-color-default-border": "var(--line-strong)",
  "--mantine-color-disabled": "var(--sunken)",
  "--mantine-color-disabled-color": "var(--text-3)",
  "--mantine-color-disabled-border": "var(--line)",
};

/** The variables of tokens.css, made from tokens.json: `var(--ready-text)`, `var(--surface)`, `var(--shadow-2)`. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: schemeVariables("light"),
  dark: schemeVariables("dark"),
});

/** Buttons are ink: only states have colour. */
const inkVariants: VariantColorsResolver = (input) => {
  const usual = defaultVariantColorsResolver(input);
  switch (input.variant) {
    case "filled":
      return {
        ...usual,
        background: "var(--action)",
        hover: "color-mix(in srgb, var(--action) 86%, var(--surface))",
        color: "var(--on-action)",
        border: "1px solid var(--action)",
      };
    case "light":
      return {
        ...usual,
        background: "var(--select)",
        hover: "var(--line)",
        color: "var(--text)",
        border: "1px solid transparent",
      };
    case "subtle":
      return { ...usual, background: "transparent", hover: "var(--select)", color: "var(--text-2)" };
    default:
      return usual;
  }
};

/** 28 beside text, 36 as a rule, 48 for what ends a task. */
const BUTTON_SIZES = {
  sm: { "--button-height": "28px", "--button-padding-x": "10px", "--button-fz": "12px" },
  md: { "--button-height": "36px", "--button-padding-x": "14px", "--button-fz": "13px" },
  lg: { "--button-height": "48px", "--button-padding-x": "18px", "--button-fz": "16px" },
} as const;

export const theme = createTheme({
  colors: Object.fromEntries([
    ["gray", scale("neutral")],
    ["dark", scale("dark")],
    ...STATES.map((state) => [state, scale(state)] as const),
  ]),
  primaryColor: "gray",
  primaryShade: { light: 8, dark: 2 },
  variantColorResolver: inkVariants,
  fontFamily: tokens.type.family,
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  defaultRadius: 6,
  radius: { xs: "4px", sm: "4px", md: "6px", lg: "10px", xl: "10px" },
  focusRing: "auto",
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Button: Button.extend({
      defaultProps: { size: "md", variant: "default" },
      vars: (_theme, { size }) => ({
        root: size === "sm" ? BUTTON_SIZES.sm : size === "lg" ? BUTTON_SIZES.lg : BUTTON_SIZES.md,
      }),
    }),
    ActionIcon: { defaultProps: { variant: "subtle", size: 28 } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
    Menu: { defaultProps: { shadow: "md", transitionProps: { duration: 0 } } },
    Modal: { defaultProps: { transitionProps: { duration: 160, transition: "fade" } } },
    Select: { defaultProps: { allowDeselect: false, comboboxProps: { transitionProps: { duration: 0 } } } },
  },
});
