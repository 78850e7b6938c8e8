// Runs the site's own Python in Node, without a browser: imports, a first reply, a builder. From its memory, or from
// its files where there is none yet.
// `node check_boot.mjs build/site/pyodide [FOLDER_OF_HELPERS]`; prints one line of JSON.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const core = resolve(process.argv[2]);
const script = (name) => import(pathToFileURL(join(core, name)).href);
const file = (name) => readFileSync(join(core, name));
const options = { indexURL: core + "/", stdout: () => {} };
const fromMemory = async () => (await script("python.mjs")).restore(options, async (name) => file(name));
const fromFiles = async () => {
  const packages = Object.keys(JSON.parse(file("pyodide-lock.json")).packages);
  return (await script("pyodide.mjs")).loadPyodide({ ...options, packages });
};
const kept = existsSync(join(core, "memory.zst"));
const python = kept ? await fromMemory() : await fromFiles();
if (kept) python.FS.writeFile("/lib/sources.zip", file("sources.zip"));
if (process.argv[3]) {
  python.FS.mkdirTree("/course/helpers");
  python.FS.mount(python.FS.filesystems.NODEFS, { root: resolve(process.argv[3]) }, "/course/helpers");
  python.runPython("import sys; sys.dont_write_bytecode = True; sys.path.insert(0, '/course')");
}
// Two visitors, who start from the same memory.
const visitors = kept ? [python, await fromMemory()] : [];
const drawn = visitors.map((visitor) => visitor.runPython("import random; random.random()"));
python.globals.set("drawn", JSON.stringify(drawn));
python.globals.set("course", `
import json, sys
import comm, micropip, piplite.piplite, pyodide_kernel
pyodide_kernel.ipython_shell.run_cell("pass")
comm.create_comm = comm.DummyComm  # no page listens to widgets here
import helpers.lab
from helpers import open_lab, paths
asked_where = paths.here.cache_info().currsize
from helpers.errors import LabError
from linebot.v3.messaging import ReplyMessageRequest, TextMessage

lab = open_lab(lang="en")
event = lab.friend("Mei").send_text("hello")
lab.line_bot_api.reply_message(
    ReplyMessageRequest(reply_token=event.reply_token, messages=[TextMessage(text="hello")])
)
status, card = lab.last.status, lab.show()._repr_html_()
builder = lab.builder("push")
def refusal(call):
    try:
        call()
    except LabError as error:
        return error.key


taken = []
lab.run_bot(lambda event: taken.append(event.message.text))
lab.phone("Mei").hear({"do": "write", "chat": "", "text": "to the bot"})


async def web_app(scope, receive, send):
    [event] = json.loads((await receive())["body"])["events"]
    answer = ReplyMessageRequest(reply_token=event["replyToken"], messages=[TextMessage(text="from the web app")])
    lab.line_bot_api.reply_message(answer)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"OK"})


lab.run_bot(web_app)
lab.phone("Mei").hear({"do": "write", "chat": "", "text": "to the web app"})
endless = {}
exec(compile("def bot(event):\\n    while True: pass\\n", "bot.py", "exec"), endless)
lab.run_bot(endless["bot"])
shown = []
phone = lab.phone("Mei")
phone.send = lambda message, buffers=None: shown.append(message)
phone.hear({"do": "ready"})
phone.hear({"do": "write", "chat": "", "text": "to the endless bot"})
answer = json.dumps({
    "drawn": drawn, "status": status, "card": "200 OK" in card, "builder": type(builder).__name__,
    "asked_where": asked_where, "taken": taken,
    "web_app": [lab.last.status, "from the web app" in lab.show()._repr_html_()],
    "endless": "never finishes" in json.dumps(shown),
    "refused": [
        refusal(lab.go_live),
        refusal(lambda: open_lab(lang="en", transport="http")),
        refusal(lambda: lab.run_bot("http://127.0.0.1:5000/callback")),
    ],
    "setup": repr(lab.setup()), "modules": sorted(sys.modules),
})
`);
// Python tells its errors itself: of those that IPython shows in its own way Pyodide loses the words.
const answer = await python.runPythonAsync(`
import json, traceback
found = {"drawn": json.loads(drawn)}
try:
    exec(course, found)
except BaseException as error:
    found["answer"] = "".join(traceback.format_exception(error))
found["answer"]
`);
process.stdout.write(answer + "\n");
process.exit(answer.startsWith("{") ? 0 : 1);
