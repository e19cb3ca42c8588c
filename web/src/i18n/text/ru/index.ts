import alert from "./alert.json";
import board from "./board.json";
import card from "./card.json";
import common from "./common.json";
import desk from "./desk.json";
import keys from "./keys.json";
import notice from "./notice.json";
import phone from "./phone.json";
import problem from "./problem.json";
import reason from "./reason.json";
import shell from "./shell.json";
import signin from "./signin.json";
import start from "./start.json";
import state from "./state.json";
import tryPhone from "./try.json";
import why from "./why.json";

export default {
  ...alert,
  ...board,
  ...card,
  ...common,
  ...desk,
  ...keys,
  ...notice,
  ...phone,
  ...problem,
  ...reason,
  ...shell,
  ...signin,
  ...start,
  ...state,
  ...tryPhone,
  ...why,
};
