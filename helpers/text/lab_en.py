"""What the lab object itself says, in English."""

TEXT = {
    "cast.小美": "Mei (小美)",
    "cast.阿凱": "Kai (阿凱)",
    "cast.志明": "Ming (志明)",
    "cast.雅婷": "Ting (雅婷)",
    "cast.建宏": "Hong (建宏)",
    "cast.怡君": "Jun (怡君)",
    "cast.大偉": "David (大偉)",
    "cast.同學會": "Class reunion (同學會)",
    "cast.家族群組": "Family (家族群組)",
    "cast.課堂小幫手": "Class helper (課堂小幫手)",
    "lab.opened": "Practice mode: connected to the practice platform on this computer. Nothing real is sent.",
    "lab.repr": "LINE lab (practice mode, {count} requests so far)",
    "lab.copied": "Your copies are in {folder}; {count} files were copied now, files already there were left alone.",
    "lab.shared_audience": "an audience another account shares",
    "error.unknown_world.title": 'There is no world named "{name}"',
    "error.unknown_world.meaning": "There are: {known}.",
    "error.unknown_world.todo": "Use one of these names, or name none.",
}
