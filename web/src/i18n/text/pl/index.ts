import admin from "./admin.json";
import alert from "./alert.json";
import announce from "./announce.json";
import aside from "./aside.json";
import audit from "./audit.json";
import block from "./block.json";
import board from "./board.json";
import book from "./book.json";
import card from "./card.json";
import check from "./check.json";
import common from "./common.json";
import conversations from "./conversations.json";
import desk from "./desk.json";
import dial from "./dial.json";
import drawing from "./drawing.json";
import field from "./field.json";
import flow from "./flow.json";
import followups from "./followups.json";
import form from "./form.json";
import hours from "./hours.json";
import keys from "./keys.json";
import label from "./label.json";
import lending from "./lending.json";
import limits from "./limits.json";
import mail from "./mail.json";
import matrix from "./matrix.json";
import message from "./message.json";
import notice from "./notice.json";
import oversight from "./oversight.json";
import owner from "./owner.json";
import past from "./past.json";
import phone from "./phone.json";
import player from "./player.json";
import probe from "./probe.json";
import problem from "./problem.json";
import promise from "./promise.json";
import reason from "./reason.json";
import result from "./result.json";
import rings from "./rings.json";
import role from "./role.json";
import segment from "./segment.json";
import shell from "./shell.json";
import signin from "./signin.json";
import sms from "./sms.json";
import speech from "./speech.json";
import start from "./start.json";
import state from "./state.json";
import story from "./story.json";
import trunk from "./trunk.json";
import tryPhone from "./try.json";
import whatif from "./whatif.json";
import why from "./why.json";

export default {
  ...admin,
  ...alert,
  ...announce,
  ...aside,
  ...audit,
  ...block,
  ...board,
  ...book,
  ...card,
  ...check,
  ...common,
  ...conversations,
  ...desk,
  ...dial,
  ...drawing,
  ...field,
  ...flow,
  ...followups,
  ...form,
  ...hours,
  ...keys,
  ...label,
  ...lending,
  ...limits,
  ...mail,
  ...matrix,
  ...message,
  ...notice,
  ...oversight,
  ...owner,
  ...past,
  ...phone,
  ...player,
  ...probe,
  ...problem,
  ...promise,
  ...reason,
  ...result,
  ...rings,
  ...role,
  ...segment,
  ...shell,
  ...signin,
  ...sms,
  ...speech,
  ...start,
  ...state,
  ...story,
  ...trunk,
  ...tryPhone,
  ...whatif,
  ...why,
};
