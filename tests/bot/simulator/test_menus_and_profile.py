"""Command menus by scope and language, and what a bot says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.simulator_client import BotSide, SimulatorClient, SimUser


def menu(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": f"Lệnh {name}"} for name in names]


def seen(user: SimUser) -> list[str]:
    return [command["command"] for command in user.chat()["commands"]]


def test_the_narrowest_scope_in_the_own_language_is_seen(bot: BotSide, lan: SimUser) -> None:
    wider_to_narrower: list[dict[str, Any]] = [
        {},
        {"language_code": "vi"},
        {"scope": {"type": "all_private_chats"}},
        {"scope": {"type": "all_private_chats"}, "language_code": "vi"},
        {"scope": {"type": "chat", "chat_id": lan.id}},
        {"scope": {"type": "chat", "chat_id": lan.id}, "language_code": "vi"},
    ]
    assert seen(lan) == []
    for number, where in enumerate(wider_to_narrower):
        assert bot.call("setMyCommands", commands=menu(f"c{number}"), **where) is True
        assert seen(lan) == [f"c{number}"]
        assert bot.call("getMyCommands", **where) == menu(f"c{number}")
    for number in reversed(range(1, 6)):
        assert bot.call("deleteMyCommands", **wider_to_narrower[number]) is True
        assert seen(lan) == [f"c{number - 1}"]


def test_another_language_and_other_chats_see_the_common_menu(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient
) -> None:
    ann = simulator.add_user("Ann", language_code="en")
    ann.start()
    bot.call("setMyCommands", commands=menu("chung"))
    bot.call("setMyCommands", commands=menu("viet"), language_code="vi")
    bot.call("setMyCommands", commands=menu("nhom"), scope={"type": "all_group_chats"})
    bot.call("setMyCommands", commands=menu("rieng"), scope={"type": "chat", "chat_id": lan.id})
    assert (seen(ann), seen(lan)) == (["chung"], ["rieng"])
    bot.call("setMyCommands", commands=[], scope={"type": "chat", "chat_id": lan.id})
    assert seen(lan) == ["viet"]
    assert bot.call("getMyCommands", scope={"type": "chat", "chat_id": lan.id}) == []


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"commands": {}}, "expected an Array of BotCommand"),
        ({"commands": menu("a") * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": menu("Báocáo")}, "BOT_COMMAND_INVALID"),
        ({"commands": menu("x" * 33)}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a", "description": " "}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "a", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        (
            {"commands": [{"command": "a"}]},
            "can't parse BotCommand: an object with command and description is expected",
        ),
        ({"commands": [], "language_code": "vie"}, "invalid language code specified"),
        ({"commands": [], "scope": []}, None),
        ({"commands": [], "scope": [1]}, "can't parse BotCommandScope: BotCommandScope must be an Object"),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
        (
            {"commands": [], "scope": {"type": "chat_member"}},
            "can't parse BotCommandScope: this stand-in knows no chats but private ones",
        ),
    ],
)
def test_a_wrong_menu_is_refused(bot: BotSide, parameters: dict[str, Any], reason: str | None) -> None:
    if reason is None:
        assert bot.call("setMyCommands", **parameters) is True
    else:
        assert bot.refused("setMyCommands", **parameters) == f"Bad Request: {reason}"


def test_a_leading_slash_is_cut_from_a_command(bot: BotSide, lan: SimUser) -> None:
    bot.call("setMyCommands", commands=menu("/baocao"))
    assert seen(lan) == ["baocao"]


def test_the_menu_button_is_set_for_one_or_for_all(bot: BotSide, lan: SimUser) -> None:
    assert bot.call("getChatMenuButton") == {"type": "default"}
    bot.call("setChatMenuButton", menu_button={"type": "commands"})
    assert bot.call("getChatMenuButton", chat_id=lan.id) == {"type": "commands"}
    bot.call("setChatMenuButton", chat_id=lan.id)
    assert bot.call("getChatMenuButton", chat_id=lan.id) == {"type": "default"}
    assert lan.chat()["menu_button"] == {"type": "default"}
    words = bot.refused("setChatMenuButton", menu_button={"type": "web_app"})
    assert words == "Bad Request: can't parse menu button: MenuButton has unsupported type"


@pytest.mark.parametrize(
    ("name", "field", "default", "longest"),
    [
        ("Name", "name", "Chung Tay", 64),
        ("Description", "description", "", 512),
        ("ShortDescription", "short_description", "", 120),
    ],
)
def test_texts_about_the_bot_go_by_language(
    bot: BotSide, name: str, field: str, default: str, longest: int
) -> None:
    setter, getter = f"setMy{name}", f"getMy{name}"
    assert bot.call(getter) == {field: default}
    bot.call(setter, **{field: "Chung"})
    bot.call(setter, **{field: "Tiếng Việt"}, language_code="vi")
    assert bot.call(getter, language_code="vi") == {field: "Tiếng Việt"}
    assert bot.call(getter, language_code="en") == {field: "Chung"}
    bot.call(setter, language_code="vi")
    assert bot.call(getter, language_code="vi") == {field: "Chung"}
    words = bot.refused(setter, **{field: "x" * (longest + 1)})
    assert words == f"Bad Request: {field.replace('_', ' ')} is too long"


def test_an_empty_chat_shows_the_description(bot: BotSide, simulator: SimulatorClient) -> None:
    stranger = simulator.add_user("Người lạ")
    bot.call("setMyDescription", description="Ai cũng thấy")
    assert stranger.chat()["description"] == "Ai cũng thấy"
    bot.call("setMyDescription", description="Người Việt thấy", language_code="vi")
    assert stranger.chat()["description"] == "Người Việt thấy"


def test_a_bot_knows_itself_and_its_chats(bot: BotSide, lan: SimUser) -> None:
    assert bot.call("getMe")["username"] == "chungtay_bot"
    assert bot.call("getChat", chat_id=lan.id)["last_name"] == "Nguyễn"
    assert bot.refused("getChat", chat_id=5) == "Bad Request: chat not found"
    assert bot.call("logOut") is True
    assert bot.call("close") is True
