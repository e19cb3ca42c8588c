export { isDialKey, Keypad } from "./Keypad";
export { LevelMeter } from "./LevelMeter";
export { type Call, type PhoneState } from "./machine";
export { type MicrophoneState } from "./microphone";
export {
  PhoneProvider,
  useDeviceChoice,
  useDevices,
  useMicrophoneState,
  usePhone,
  usePhoneState,
} from "./PhoneProvider";
