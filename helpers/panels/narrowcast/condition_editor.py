"""An editor for a narrowcast's conditions: a tree that reads as a sentence and becomes LINE's JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from helpers.line.condition_tree import NAMED, PLACES, TYPES, Operator, Tree, TreeKind, join, operator, parts
from helpers.panels.kit.controls import dress, menu, shown
from helpers.panels.kit.disconnected import says_when_disconnected
from helpers.panels.kit.fields import Problems, under
from helpers.panels.kit.form_frame import FORM, form_style
from helpers.panels.kit.markup import esc, rich
from helpers.panels.kit.page_script import with_page_script
from helpers.panels.kit.safe_callbacks import Guard, guarding, unguarded
from helpers.panels.kit.widgets import HTML, HBox, Label, VBox
from helpers.panels.narrowcast.condition_fields import Host, JsonFields, fields_of
from helpers.panels.narrowcast.tree_style import tree_css
from helpers.session.draft import FieldProblem
from helpers.session.session import Session
from helpers.targeting.condition_problems import tree_problems
from helpers.targeting.condition_sources import Sources, session_sources
from helpers.targeting.condition_wording import WORDED_DEPTH_MAX, condition_text
from helpers.text import Texts

#: What a new condition says until it is changed: something LINE takes, so that nothing is red at once.
_FRESH: dict[str, dict[str, Any]] = {
    "gender": {"oneOf": ["female"]},
    "age": {"gte": "age_20", "lt": "age_30"},
    "appType": {"oneOf": ["ios"]},
    "area": {"oneOf": ["tw_01"]},
    "subscriptionPeriod": {"gte": "day_30"},
}


class ConditionTree(VBox):
    """Conditions joined by AND, OR and NOT, for ``recipient`` or ``filter.demographic``.

    `value` is LINE's JSON, None while there is no condition; set it to load one back. Whatever the controls cannot
    show stays as JSON to edit, so nothing that is loaded is lost. `errors` are what the SDK or LINE would refuse.
    """

    def __init__(
        self,
        kind: TreeKind,
        say: Texts,
        sources: Callable[[], Sources] = Sources,
        *,
        guard: Guard | None = None,
        framed: bool = True,
    ) -> None:
        """Begin empty; `sources` tells which audiences and earlier narrowcasts there are to choose from.

        `guard` keeps callbacks from raising; without it the tree itself says what went wrong. `framed` is for a tree
        that stands alone, rather than in a form that dresses it.
        """
        super().__init__()
        self.kind = kind
        self.texts = say
        self.root: TreeNode | None = None
        self.errors: list[FieldProblem] = []
        self.exception: Exception | None = None
        self._sources = sources
        self._known = sources()
        self._callbacks: list[Callable[[], object]] = []
        self.host = Host(say, lambda: self._known, self._changed, guard or guarding(self._report))
        self._build(framed)
        self._show()

    @classmethod
    def of(cls, session: Session, kind: TreeKind, *, guard: Guard | None = None, framed: bool = True) -> ConditionTree:
        """Return a tree that offers the lab's own audiences and narrowcasts."""
        return cls(kind, session.texts, partial(session_sources, session), guard=guard, framed=framed)

    def __repr__(self) -> str:
        return self.texts("narrowcast.tree.repr")

    @property
    def value(self) -> Tree | None:
        """The conditions as LINE takes them; None when there are none."""
        return None if self.root is None else self.root.value

    @value.setter
    def value(self, tree: Any) -> None:
        if tree != self.value or self.broken:
            self._known = self._sources()
            self._set_root(None if tree is None else self._node(tree, 0))
            self._changed()

    @property
    def sentence(self) -> str:
        """The conditions in words."""
        return condition_text(self.value, self.texts, self._known.names)

    @property
    def broken(self) -> list[FieldProblem]:
        """The typed JSON that cannot be read at all."""
        return [problem for node in self.nodes() for problem in node.broken()]

    def nodes(self) -> Iterator[TreeNode]:
        """Yield every condition and group there is."""
        todo = [] if self.root is None else [self.root]
        while todo:
            node = todo.pop()
            yield node
            todo.extend(reversed(node.nodes))

    def on_change(self, callback: Callable[[], object]) -> None:
        """Have `callback` called, without arguments, after every change."""
        self._callbacks.append(callback)

    def refresh(self) -> None:
        """Look again which audiences and narrowcasts there are; nothing chosen changes."""
        self._known = self._sources()
        for node in self.nodes():
            if isinstance(node, LeafNode):
                node.fields.sources_changed(self._known)
        self._show()

    # Changing it ----------------------------------------------------------------------------------------------

    def add(self, name: str, group: GroupNode | None = None) -> None:
        """Add a condition of this type: into `group`, or beside what is there, joined by AND."""
        self.refresh()
        node = LeafNode(self, {"type": name, **(_FRESH[name] if name in _FRESH else self._newest(name))})
        top = group or self.root
        if top is None:
            self._set_root(node)
        elif isinstance(top, GroupNode) and top.operator != "not":
            top.put([*top.nodes, node])
        else:
            self._replace(top, lambda: GroupNode(self, "and", [top, node]))
        self._changed()

    def _newest(self, name: str) -> dict[str, Any]:
        """Return the newest audience or narrowcast that LINE would take, or none."""
        usable = [choice.value for choice in self._known.of(name) if choice.usable]
        return {NAMED[name]: usable[0]} if usable else {}

    def remove(self, node: TreeNode) -> None:
        """Take a condition or a whole group out, and with it a group that is left with one condition."""
        self._take_out(node)
        self._changed()
        next(iter(self.add_buttons.values())).focus()  # the button that had it is gone

    def _take_out(self, node: TreeNode) -> None:
        group = node.parent
        if group is None:
            self._set_root(None)
        elif group.operator == "not":
            self._take_out(group)
        else:
            group.put([other for other in group.nodes if other is not node])
            if len(group.nodes) == 1:
                self._replace(group, lambda: group.nodes[0])

    def wrap(self, node: TreeNode, found: Operator) -> None:
        """Put a node into a group of its own, to join others with it or to say NOT of it."""
        self._replace(node, lambda: GroupNode(self, found, [node]))
        self._changed()

    def unwrap(self, group: GroupNode) -> None:
        """Put what is in a group in the group's place; several conditions need a group around them."""
        nodes = group.nodes
        if len(nodes) == 1:
            self._replace(group, lambda: nodes[0])
        elif group.parent is not None and group.parent.operator != "not":
            group.parent.put([n for old in group.parent.nodes for n in (nodes if old is group else [old])])
        self._changed()

    def _replace(self, old: TreeNode, make: Callable[[], TreeNode]) -> None:
        parent = old.parent
        new = make()  # may give `old` another parent
        if parent is None:
            self._set_root(new)
        else:
            parent.put([new if node is old else node for node in parent.nodes])

    def _set_root(self, node: TreeNode | None) -> None:
        self.root = node
        if node is not None:
            node.parent = None
        self._body.children = (self._empty,) if node is None else (node,)

    # Showing it -----------------------------------------------------------------------------------------------

    def _build(self, framed: bool) -> None:
        say = self.texts
        title = HTML(f'{tree_css()}<p class="lab-label">{rich(say(f"narrowcast.tree.{self.kind}"))}</p>')
        self._empty = Label(say("narrowcast.tree.empty")).add_class("lab-none")
        self._body = VBox([self._empty])
        self._said = HTML()
        bar = AddBar(self, None)
        self.add_buttons = bar.buttons
        look = ("lab-tree", f"lab-{say.lang}")
        inside = (title, self._body, bar, self._said)
        if framed:
            self.children = (form_style(say), dress(VBox(inside), "lab-part", *look))
            with_page_script(says_when_disconnected(self))
        else:
            self.children = inside
        dress(self, *(FORM if framed else look))

    def _node(self, tree: Any, depth: int) -> TreeNode:
        found = operator(tree)
        if found is None or depth > WORDED_DEPTH_MAX:
            return LeafNode(self, tree)
        return GroupNode(self, found, [self._node(part, depth + 1) for part in parts(tree)])

    def _changed(self) -> None:
        self._show()
        for callback in self._callbacks:
            callback()

    def _show(self) -> None:
        self.exception = None
        if self.root is not None:
            self.root.place(PLACES[self.kind])
        self.errors = self.broken or tree_problems(self.kind, self.value)
        if self.root is not None:
            self.root.show(self.errors)
        said = self.texts("narrowcast.tree.says", words=self.sentence)
        self._say_aloud("" if self.root is None else f"<p>{esc(said)}</p>")

    def _say_aloud(self, html: str) -> None:
        self._said.value = f'<div class="lab-said" role="status" aria-live="polite">{html}</div>' if html else ""

    def _report(self, error: Exception) -> None:
        self.exception = error
        told = self.texts("narrowcast.failed", error=f"{type(error).__name__}: {error}")
        self._say_aloud(f'<p class="lab-bad">{esc(told)}</p>')


class AddBar(HBox):
    """A button for each type of condition."""

    def __init__(self, tree: ConditionTree, group: GroupNode | None) -> None:
        """Add to `group`, or to the tree as a whole."""
        say = tree.texts
        self.buttons = {name: self._button(tree, group, name) for name in TYPES[tree.kind]}
        label = say("narrowcast.tree.add_here" if group else "narrowcast.tree.add")
        super().__init__([Label(label), *self.buttons.values()])
        self.add_class("lab-add")

    def _button(self, tree: ConditionTree, group: GroupNode | None, name: str) -> Any:
        label = tree.texts("narrowcast.tree.plus", type=tree.texts(f"narrowcast.type.{name}"))
        return tree.host.button(label, lambda: tree.add(name, group), "lab-chip")


class TreeNode(VBox):
    """One line of the tree, with its controls, its buttons and its problems."""

    def __init__(self, tree: ConditionTree) -> None:
        """Make an empty line; subclasses fill it."""
        super().__init__()
        self.tree = tree
        self.parent: GroupNode | None = None
        self.path = ""  # where it stands in the request's body
        self.nodes: list[TreeNode] = []
        self.faults: list[str] = []
        self._fault = HTML()
        self.join_button = self._button("or", lambda: tree.wrap(self, self.other))
        self.not_button = self._button("not", lambda: tree.wrap(self, "not"))
        self.remove_button = self._button("remove", lambda: tree.remove(self))
        self.add_class("lab-node")

    @property
    def value(self) -> Any:
        """This part of the tree as JSON."""
        raise NotImplementedError

    def place(self, path: str) -> None:
        """Take in the place of this in the request's body."""
        self.path = path

    def broken(self) -> Sequence[FieldProblem]:
        """Return what was typed and cannot be taken at all."""
        return ()

    def show(self, found: Sequence[FieldProblem]) -> None:
        """Show the problems that are about this, and only the buttons that make sense here."""
        shown(self.not_button, not self._denied)
        shown(self.join_button, self._joins)
        self.join_button.description = self.tree.texts(f"narrowcast.tree.{self.other}")
        self.faults = [_said(problem, self.tree.texts) for problem in found if self.concerns(problem)]
        self._fault.value = under(self.faults, "", self.tree.texts)
        shown(self._fault, self.faults)

    def concerns(self, problem: FieldProblem) -> bool:
        """Return whether a problem is about this node or something in it."""
        return problem.path == self.path or problem.path.startswith((f"{self.path}.", f"{self.path}["))

    @property
    def other(self) -> Operator:
        """The operator of a new group here: AND inside OR, OR anywhere else."""
        return "and" if self.parent is not None and self.parent.operator == "or" else "or"

    @property
    def _joins(self) -> bool:
        """Whether another condition may be joined with this one. With what is denied it is joined around the NOT."""
        if isinstance(self, GroupNode):
            return self.operator == "not"
        return self.parent is None or self.parent.operator != "not"

    @property
    def _denied(self) -> bool:
        """Whether it is a NOT, or in one: another would only undo it."""
        group = self if isinstance(self, GroupNode) else None
        return any(node is not None and node.operator == "not" for node in (group, self.parent))

    def _button(self, key: str, act: Callable[[], None]) -> Any:
        return self.tree.host.button(self.tree.texts(f"narrowcast.tree.{key}"), act, "lab-quiet")

    def _name_buttons(self, *buttons: Any) -> None:
        """Say in each button's tooltip what it is about: many have the same word on them."""
        what = condition_text(self.value, self.tree.texts, self.tree.host.sources().names)
        for button in buttons:
            button.tooltip = self.tree.texts("narrowcast.tree.tip", act=button.description, what=what)


def _said(problem: FieldProblem, say: Texts) -> str:
    """Return a problem in a sentence; a value unknown to the SDK also with those it takes."""
    title = problem.title(say)
    return say("form.problem", title=title, todo=problem.todo(say)) if problem.key == "sdk.enum" else title


class LeafNode(TreeNode):
    """A single condition."""

    def __init__(self, tree: ConditionTree, data: Any) -> None:
        """Load any JSON; `data` that is odd is shown as JSON."""
        super().__init__(tree)
        self.fields = fields_of(data, tree.kind, tree.host)
        acts = HBox([self.join_button, self.not_button, self.remove_button]).add_class("lab-acts")
        self.children = (HBox([self.fields, acts]).add_class("lab-line"), self._fault)
        self.add_class("lab-leaf")

    @property
    def value(self) -> Any:
        """The condition as JSON."""
        return self.fields.data

    def broken(self) -> Sequence[FieldProblem]:
        """Return the problem of JSON that cannot be read."""
        if self.fields.broken_at is None:
            return ()
        line, column = self.fields.broken_at
        return (FieldProblem(self.path, "narrowcast.problem.json", {"line": line, "column": column}),)

    def show(self, found: Sequence[FieldProblem]) -> None:
        """Show the problems and buttons of the condition."""
        super().show(found)
        self._name_buttons(self.join_button, self.not_button, self.remove_button)


class GroupNode(TreeNode):
    """An operator object, with what it joins inside."""

    def __init__(self, tree: ConditionTree, found: Operator, nodes: Sequence[TreeNode]) -> None:
        """`nodes` become its own; NOT has exactly one."""
        super().__init__(tree)
        self.operator: Operator = found
        say = tree.texts
        options = [(say(f"narrowcast.operator.{name}"), name) for name in ("and", "or")]
        self.menu = menu(say("narrowcast.operator.label"), options)
        self.menu.value = "or" if found == "or" else "and"
        tree.host.watch(self.menu, self._switched)
        head = Label(say("narrowcast.operator.not")).add_class("lab-kind") if found == "not" else self.menu
        self.unwrap_button = self._button("unnot" if found == "not" else "unwrap", lambda: tree.unwrap(self))
        acts = HBox([self.join_button, self.unwrap_button, self.not_button, self.remove_button]).add_class("lab-acts")
        self._parts = VBox().add_class("lab-parts")
        self.bar = AddBar(tree, self)
        self.children = (HBox([head, acts]).add_class("lab-line"), self._parts, self.bar, self._fault)
        self.add_class("lab-group").add_class(f"lab-{found}")
        self.put(nodes)

    @property
    def value(self) -> Any:
        """The operator object as JSON."""
        return join(self.operator, [node.value for node in self.nodes])

    def put(self, nodes: Sequence[TreeNode]) -> None:
        """Join these instead."""
        self.nodes = list(nodes)
        for node in self.nodes:
            node.parent = self
        self._parts.children = tuple(self.nodes)

    def place(self, path: str) -> None:
        """Take in the place of the group, and of each node inside."""
        super().place(path)
        for index, node in enumerate(self.nodes):
            node.place(f"{path}.not" if self.operator == "not" else f"{path}.{self.operator}[{index}]")

    def show(self, found: Sequence[FieldProblem]) -> None:
        """Show the problems of the group itself; what concerns a node inside is shown there."""
        for node in self.nodes:
            node.show(found)
        super().show([problem for problem in found if not any(node.concerns(problem) for node in self.nodes)])
        shown(self.bar, self.parent is not None and self.operator != "not")
        shown(self.unwrap_button, self._can_unwrap)
        self._name_buttons(self.join_button, self.unwrap_button, self.not_button, self.remove_button)

    @property
    def _can_unwrap(self) -> bool:
        return len(self.nodes) == 1 or (self.parent is not None and self.parent.operator != "not")

    def _switched(self, found: Operator) -> None:
        self.remove_class(f"lab-{self.operator}")
        self.operator = found
        self.add_class(f"lab-{found}")
        self.tree.host.changed()


class ConditionsField(VBox):
    """One member of a narrowcast's body, ``recipient`` or ``filter``, as part of a form."""

    def __init__(self, session: Session, member: str, guard: Guard = unguarded) -> None:
        """`member` is the name in the body."""
        self._filter = member == "filter"
        self.tree = ConditionTree.of(session, "demographic" if self._filter else "recipient", guard=guard, framed=False)
        self._say = session.texts
        self._under = HTML()
        super().__init__([self.tree, self._under])
        dress(self, "lab-field")

    def __repr__(self) -> str:
        """Return the conditions in words."""
        return self.tree.sentence

    @property
    def value(self) -> Any:
        """The member as JSON; None without conditions."""
        tree = self.tree.value
        return {"demographic": tree} if self._filter and tree is not None else tree

    def load(self, value: Any) -> None:
        """Show a member; anything but a filter object leaves the tree empty."""
        if self._filter:
            value = value.get("demographic") if isinstance(value, Mapping) else None
        self.tree.value = value

    @property
    def memory(self) -> Any:
        """The conditions, and what is typed as JSON, readable or not."""
        return self.tree.value, [fields.text.value for fields in self._typed()]

    @memory.setter
    def memory(self, memory: Any) -> None:
        self.tree.value, texts = memory
        for fields, text in zip(self._typed(), texts, strict=False):
            fields.text.value = text

    @property
    def fault(self) -> str:
        """The reason it cannot be read: JSON that breaks off."""
        return next((problem.title(self._say) for problem in self.tree.broken), "")

    def complain(self, problems: Problems) -> None:
        """Say what the tree has not found itself."""
        self._under.value = under([] if self.tree.errors else [text for _, text in problems], "", self._say)

    def on_change(self, callback: Callable[[], object]) -> None:
        """Have `callback` called after every change."""
        self.tree.on_change(callback)

    def refresh(self) -> None:
        """Look again which audiences and narrowcasts there are."""
        self.tree.refresh()

    def _typed(self) -> Sequence[JsonFields]:
        nodes = (node for node in self.tree.nodes() if isinstance(node, LeafNode))
        return [node.fields for node in nodes if isinstance(node.fields, JsonFields)]
