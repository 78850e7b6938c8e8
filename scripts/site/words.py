"""What the site says of its own, and the words of JupyterLab's menus that its Chinese does not have."""

from __future__ import annotations

#: Sentences above a living lesson; the same keys in every language. `{name}` is filled in by notices.js.
NOTICES = {
    "zh-TW": {
        "no_storage": "這個瀏覽器視窗不會保留任何東西：關閉之前，請用「檔案 → 下載」把筆記本存下來。",
        "second_tab": "這一課也開在另一個分頁裡。後儲存的會蓋掉先儲存的，請關掉其中一個。",
        "full": "瀏覽器沒有空間了，剛才的修改沒有存進去。請用「檔案 → 下載」存下筆記本，再刪掉不需要的網站資料。",
        "newer": "這一課有新的版本，就是你現在看到的這一份。你原來的內容留在旁邊：{name}",
        "close": "關閉這則訊息",
    },
    "en": {
        "no_storage": "This browser window keeps nothing: before you close it, download your notebook with File → Download.",
        "second_tab": "This lesson is open in another tab as well. What is saved last replaces the other: close one of them.",
        "full": "This browser has no room left, so your last change is not saved. Download the notebook with File → Download, "
        "then delete site data you no longer need.",
        "newer": "This lesson has a newer version, which you see here. Your own copy is kept beside it: {name}",
        "close": "Close this message",
    },
}

#: The reading pages; the same keys in every language.
PAGES = {
    "zh-TW": {
        "name": "正體中文",
        "title": "LINE 訊息傳送練習室",
        "about": "一步一步學 LINE 機器人怎麼發訊息。每一課都可以先讀，再按「動手做這一課」在瀏覽器裡執行。",
        "kept": "動手做的時候，你寫的東西只留在這個瀏覽器裡；無痕視窗不會保留。",
        "lessons": "課程",
        "lookup": "查閱",
        "open": "動手做這一課",
        "note": "在瀏覽器裡啟動 Python，第一次要下載大約 20 MB；不用安裝，也不用帳號。",
        "wrong": "這一頁有句子寫錯了？告訴我們",
    },
    "en": {
        "name": "English",
        "title": "LINE sending-messages lab",
        "about": "Learn step by step how a LINE bot sends messages. You can read each lesson first, and then choose “Work on this lesson” "
        "to run it in your browser.",
        "kept": "What you write while you work on a lesson stays in this browser only; a private window keeps nothing.",
        "lessons": "Lessons",
        "lookup": "To look things up",
        "open": "Work on this lesson",
        "note": "This starts Python in your browser and downloads about 20 MB the first time; there is nothing to install and no account.",
        "wrong": "Is a sentence on this page wrong? Tell us",
    },
}
#: The reading theme's own words, as they stand in its pages.
THEME_ZH_TW = {
    "Toggle site navigation sidebar": "開關課程目錄",
    "Toggle table of contents sidebar": "開關本頁目錄",
    "Toggle Light / Dark / Auto color theme": "切換淺色、深色或自動",
    "Skip to content": "跳到內容",
    "Back to top": "回到頁首",
    "On this page": "本頁內容",
    "Contents": "目錄",
    "Expand": "展開",
    "<span>Next</span>": "<span>下一頁</span>",
    "Previous": "上一頁",
    "Made with": "排版：",
    "Light mode": "淺色",
    "Dark mode": "深色",
    "Auto light/dark, in light mode": "自動（現在是淺色）",
    "Auto light/dark, in dark mode": "自動（現在是深色）",
    "Menu": "選單",
}
#: The menus a learner touches.
MENUS_ZH_TW = {
    "File": "檔案", "Edit": "編輯", "View": "檢視", "Run": "執行", "Kernel": "核心", "Settings": "設定", "Help": "說明",
    "Tabs": "分頁", "New": "新增", "Open": "開啟", "Open…": "開啟…", "Open Recent": "最近開啟的檔案", "Save": "儲存",
    "Save Notebook": "儲存筆記本", "Rename…": "重新命名…", "Duplicate": "製作複本", "Download": "下載",
    "Last Checkpoint: %1": "上次儲存：%1",
    "Revert Notebook to Checkpoint…": "回到上次儲存的筆記本…", "Revert Notebook to Checkpoint": "回到上次儲存的筆記本",
    "Save and Export Notebook As": "匯出筆記本", "Close and Shut Down Notebook": "關閉並停止筆記本",
    "Close and Shut Down Notebook…": "關閉並停止筆記本…", "Paste Cell Above": "貼到上一格",
    "Paste Cell Below": "貼到下一格", "Paste Cell and Replace": "貼上並取代這一格", "Edit Notebook Metadata": "編輯筆記本中繼資料",
    "Clear Outputs of All Cells": "清除所有輸出", "Run All Cells": "執行所有儲存格", "Restart Kernel": "重新啟動核心",
    "Restart Kernel…": "重新啟動核心…", "Restart Kernel and Run All Cells…": "重新啟動核心並執行所有儲存格…",
    "Restart Kernel and Clear Outputs of All Cells…": "重新啟動核心並清除所有輸出…", "Interrupt Kernel": "中止核心",
    "%1 and %2": "%1並%2", "Reconnect to Kernel": "重新連線到核心", "Shut Down Kernel": "關閉核心", "Restart": "重新啟動",
    "Cancel": "取消", "Undo": "復原", "Redo": "重做", "Insert Cell Below": "在下方插入儲存格",
    "Insert Cell Above": "在上方插入儲存格", "Cell Type": "儲存格類型", "Theme": "主題", "Code": "程式", "Markdown": "文字",
    "Idle": "閒置", "Busy": "執行中", "Trusted": "信任", "Not Trusted": "不信任", "File Browser": "檔案瀏覽器",
    "Table of Contents": "目錄", "Show Header": "顯示頁首", "Match Brackets": "標示成對的括號", "Left Sidebar": "左側邊欄",
    "Right Sidebar": "右側邊欄", "Show Notifications": "顯示通知", "Show Keyboard Shortcuts…": "顯示鍵盤快速鍵…",
    "Auto Close Brackets": "自動補上括號", "Text Editor Theme": "編輯器主題", "Text Editor Indentation": "編輯器縮排",
    "Licenses": "授權", "Clear Browser Data": "清除瀏覽器裡的資料", "About %1": "關於 %1",
    "Clear Cell Output": "清除這一格的輸出", "Open JupyterLab": "開啟 JupyterLab", "Toggle Zen Mode": "專注模式",
    "Enable Full Width Notebook": "筆記本使用整個寬度", "Code Folding": "程式碼摺疊", "Render Side-by-Side": "並排顯示",
    "Console Run Keystroke": "主控台的執行按鍵", "Save Widget State Automatically": "自動儲存面板的狀態",
}  # fmt: skip
#: Those that English has in the plural, too.
COUNTED_ZH_TW = {
    "Run Selected Cell": "執行選取的儲存格", "Run Selected Cell and Insert Below": "執行選取的儲存格並在下方插入",
    "Run Selected Cell and Do not Advance": "執行選取的儲存格，停在原處", "Cut Cell": "剪下儲存格", "Copy Cell": "複製儲存格",
    "Delete Cell": "刪除儲存格", "Move Cell Up": "上移儲存格", "Move Cell Down": "下移儲存格", "Cut this cell": "剪下這一格",
    "Copy this cell": "複製這一格", "Run this cell and advance": "執行這一格，移到下一格",
    "Paste Cell Below": "貼到下一格", "Paste Cell Above": "貼到上一格", "Paste Cell and Replace": "貼上並取代這一格",
    "Paste this cell from the clipboard": "貼上剪貼簿裡的儲存格",
}  # fmt: skip
