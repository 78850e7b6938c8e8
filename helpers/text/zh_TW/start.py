"""What the command ``line-lab`` says, in Chinese."""

TEXT = {
    "start.help": "在 JupyterLab 裡打開課程。其他參數都會傳給 JupyterLab，例如 --no-browser 或 --port 9999。",
    "start.help.help": "顯示這段說明，然後結束",
    "start.help.lang": "課程的語言（預設：你系統的語言）",
    "start.preparing": "正在準備課程……",
    "start.opening": "課程會在瀏覽器裡的 JupyterLab 打開。沒有自動打開的話，請自己打開下面的網址。要結束，就在這裡按 Ctrl+C，再按 y。",
    "start.running": "課程已經打開了：{address}",
    "start.problem": "{name}：{what}。{todo}",
    "start.path_too_long": "資料夾 {folder} 的路徑太長：裡面最長的檔案路徑會有 {length} 個字元，這個 Windows 最多 {limit} 個。"
    "請把課程搬到名稱短的資料夾，例如 C:\\line-lab，再重新開始。",
    "start.port_taken.title": "連接埠 {port} 已經有別的程式在用",
    "start.port_taken.meaning": "JupyterLab 需要一個自己的連接埠，才能顯示課程。",
    "start.port_taken.todo": "不要寫 --port，或換一個數字，例如 --port {other}。",
    "start.bad_port.title": "「{port}」不是連接埠",
    "start.bad_port.meaning": "連接埠是 0 到 65535 的數字。",
    "start.bad_port.todo": "不要寫 --port，或寫一個這樣的數字。",
}
