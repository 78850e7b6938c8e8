"""What the command ``line-lab`` says, in English."""

TEXT = {
    "start.help": "Open the course in JupyterLab. All other arguments are passed on to JupyterLab, such as --no-browser or --port 9999.",
    "start.help.help": "show this help and stop",
    "start.help.lang": "the language of the lessons (default: that of your system)",
    "start.preparing": "Preparing the course …",
    "start.opening": "JupyterLab opens in your browser. If it does not, open the address below yourself. "
    "To end: press Ctrl+C here, then y.",
    "start.running": "The course is open already: {address}",
    "start.problem": "{name}: {what}. {todo}",
    "start.path_too_long": "The path of the folder {folder} is too long: the longest path in it would have {length} characters, "
    "and this Windows allows {limit}. Move the course to a short folder, such as C:\\line-lab, and start again.",
    "start.port_taken.title": "Port {port} is taken by another program",
    "start.port_taken.meaning": "JupyterLab needs a port of its own to show the lessons.",
    "start.port_taken.todo": "Start without --port, or with another number, such as --port {other}.",
    "start.bad_port.title": '"{port}" is not a port',
    "start.bad_port.meaning": "A port is a number from 0 to 65535.",
    "start.bad_port.todo": "Start without --port, or with such a number.",
}
