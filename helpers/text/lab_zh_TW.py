"""What the lab object itself says, in Traditional Chinese."""

TEXT = {
    "cast.小美": "小美",
    "cast.阿凱": "阿凱",
    "cast.志明": "志明",
    "cast.雅婷": "雅婷",
    "cast.建宏": "建宏",
    "cast.怡君": "怡君",
    "cast.大偉": "大偉",
    "cast.同學會": "同學會",
    "cast.家族群組": "家族群組",
    "cast.課堂小幫手": "課堂小幫手",
    "lab.opened": "練習模式：連到這台電腦裡的練習平台，不會送出任何真實訊息。",
    "lab.repr": "LINE 練習室（練習模式，已有 {count} 次請求）",
    "lab.copied": "你的副本在 {folder}，這次複製了 {count} 個檔案；已經在那裡的檔案沒有動。",
    "lab.shared_audience": "別的帳號分享的受眾",
    "error.unknown_world.title": "沒有叫「{name}」的世界",
    "error.unknown_world.meaning": "這裡有：{known}。",
    "error.unknown_world.todo": "用其中一個名字，或不寫名字。",
}
