import { Button } from "@mantine/core";
import { useText } from "@/i18n/TextProvider";
import { chooseHeadset, hidOf } from "./hid";
import { lookForHeadsets, useHeadsets } from "./useHeadset";

/** Lets the page have a headset's keys; says where the browser cannot. */
export function HeadsetKeys() {
  const { t } = useText();
  const hid = hidOf();
  const [device] = useHeadsets();
  if (hid === undefined) return <div className="sm t2">{t("phone.headsetUnable")}</div>;
  const connect = (): void => {
    // Nothing was chosen: nothing changes.
    void chooseHeadset(hid).then(lookForHeadsets, () => undefined);
  };
  const forget = (): void => {
    void device?.forget?.().then(lookForHeadsets, () => undefined);
  };
  return (
    <div role="group" aria-label={t("phone.headset")}>
      <div className="row">
        <b>{t("phone.headset")}</b>
        <span className="sp" />
        {device === undefined ? (
          <Button size="compact-sm" variant="default" onClick={connect}>
            {t("phone.headsetConnect")}
          </Button>
        ) : (
          <Button size="compact-sm" variant="default" onClick={forget}>
            {t("phone.headsetForget")}
          </Button>
        )}
      </div>
      <div className="sm t2">
        {device === undefined ? t("phone.headsetNone") : t("phone.headsetOn", { name: device.productName })}
      </div>
    </div>
  );
}
