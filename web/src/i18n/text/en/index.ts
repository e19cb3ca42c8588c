import common from "./common.json";
import keys from "./keys.json";
import problem from "./problem.json";
import shell from "./shell.json";
import signin from "./signin.json";
import state from "./state.json";

export default { ...common, ...keys, ...problem, ...shell, ...signin, ...state };
