import { createContext, use, useEffect, useState, useSyncExternalStore } from "react";
import type { PhoneState } from "./machine";
import { listDevices, type DeviceChoice, type Devices, type MicrophoneState } from "./microphone";
import { Softphone } from "./softphone";

const PhoneContext = createContext<Softphone | null>(null);

/** The page's telephone. It lives as long as the page, whatever screen is open. */
export function PhoneProvider({ phone, children }: { phone?: Softphone; children: React.ReactNode }) {
  const [own] = useState(() => phone ?? new Softphone());
  useEffect(
    () => () => {
      own.stop();
      own.microphone.close();
    },
    [own],
  );
  return <PhoneContext value={own}>{children}</PhoneContext>;
}

export function usePhone(): Softphone {
  const phone = use(PhoneContext);
  if (phone === null) throw new Error("usePhone outside PhoneProvider");
  return phone;
}

export function usePhoneState(): PhoneState {
  const phone = usePhone();
  return useSyncExternalStore(phone.subscribe, () => phone.state);
}

export function useMicrophoneState(): MicrophoneState {
  const { microphone } = usePhone();
  return useSyncExternalStore(
    (listener) => microphone.subscribe(listener),
    () => microphone.state,
  );
}

/** The microphone and speaker chosen at this computer. */
export function useDeviceChoice(): DeviceChoice {
  const phone = usePhone();
  return useSyncExternalStore(phone.subscribe, () => phone.choice);
}

/** What is plugged in now; follows plugging and unplugging. */
export function useDevices(): Devices {
  const [devices, setDevices] = useState<Devices>({ microphones: [], speakers: [] });
  const microphone = useMicrophoneState();
  useEffect(() => {
    const media = navigator.mediaDevices as MediaDevices | undefined;
    if (media === undefined) return;
    const list = () => void listDevices().then(setDevices);
    list();
    media.addEventListener("devicechange", list);
    return () => media.removeEventListener("devicechange", list);
  }, [microphone]);
  return devices;
}
