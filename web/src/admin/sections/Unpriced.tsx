import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { WorkspaceSettings } from "@/protocol/configuration";
import styles from "../admin.module.css";

/** The field of the settings in which prices stand. */
export const PRICES = "outgoing_prices";

/** Whether any call costs anything by these prices, written as `+48 0.05, +49 0.2`. */
export function isPriced(prices: string): boolean {
  return prices.split(/[,;]/).some((entry) => Number(entry.trim().split(/\s+/)[1]) > 0);
}

/** Says that no limit on money holds, and leads to the prices. */
export function Unpriced() {
  const { t } = useText();
  return (
    <p className={styles["unpriced"]} role="status">
      {t("trunk.unpriced")}{" "}
      <Link className="link" to={`/admin/settings#${PRICES}`}>
        {t("trunk.set_prices")}
      </Link>
    </p>
  );
}

/** Where the workspace has no prices. */
export function UnpricedHere() {
  const { data } = useQuery({
    queryKey: ["prices"],
    queryFn: () => request<WorkspaceSettings>("/settings"),
    staleTime: 0,
    select: (settings) => isPriced(settings.outgoing_prices),
  });
  return data === false ? <Unpriced /> : null;
}
