export {
  LiveProvider,
  setPhoneSession,
  useCollection,
  useCommand,
  useConnection,
  useNotices,
  useSingle,
  useTopic,
} from "./LiveProvider";
export { type Answer, type Connection } from "./client";
