"""Photos, documents and albums, both ways."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

import pytest

from bot.simulator.errors import ApiError
from bot.simulator.files import DOWNLOAD_LIMIT, Files, describe, image_size, make_file_id
from bot.simulator.samples import sample_png
from tests.simulator_client import BotSide

if TYPE_CHECKING:
    from tests.simulator_client import SimulatorClient, SimUser

JPEG = (
    b"\xff\xd8\xff\xe0"
    + struct.pack(">H", 4)
    + b"JF"
    + b"\xff\xc0"
    + struct.pack(">HBHH", 11, 8, 480, 640)
    + b"\0"
)


def upload(simulator: SimulatorClient, method: str, files: dict[str, Any], **data: Any) -> dict[str, Any]:
    response = simulator.http.post(f"/bot1:demo/{method}", data=data, files=files)
    return dict(response.json())


def test_an_uploaded_photo_has_sizes_and_can_be_downloaded(
    simulator: SimulatorClient, bot: BotSide, lan: SimUser
) -> None:
    png = sample_png(3)
    body = upload(simulator, "sendPhoto", {"photo": ("a.png", png)}, chat_id=lan.id, caption="Ảnh")
    sizes = body["result"]["photo"]
    assert [(size["width"], size["height"]) for size in sizes] == [(90, 56), (320, 200)]
    assert body["result"]["caption"] == "Ảnh"
    path = bot.call("getFile", file_id=sizes[-1]["file_id"])["file_path"]
    assert simulator.http.get(f"/file/bot1:demo/{path}").content == png
    assert simulator.http.get("/file/bot1:demo/photos/other.png").status_code == 404
    assert simulator.http.get(f"/file/bot9:no/{path}").status_code == 404
    shown = simulator.http.get(lan.last()["photo"]["url"])
    assert shown.content == png
    assert shown.headers["Content-Disposition"].startswith("inline")


def test_a_document_keeps_its_name_and_type(simulator: SimulatorClient, lan: SimUser) -> None:
    file = ("Báo cáo.xlsx", b"PK..", "application/vnd.ms-excel")
    body = upload(
        simulator, "sendDocument", {"document": file}, chat_id=lan.id, parse_mode="HTML", caption="<b>x</b>"
    )
    document = body["result"]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (file[0], file[2], 4)
    assert body["result"]["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    shown = simulator.http.get(lan.last()["document"]["url"])
    assert shown.headers["Content-Disposition"] == "attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.xlsx"


def test_a_known_file_is_sent_again_by_its_id(simulator: SimulatorClient, bot: BotSide, lan: SimUser) -> None:
    lan.photo(1, caption="giấy tờ")
    file_id = bot.updates()[0]["message"]["photo"][-1]["file_id"]
    sent = bot.call("sendPhoto", chat_id=lan.id, photo=file_id)
    assert sent["photo"][-1]["file_id"] == file_id
    other = BotSide(simulator, "2:other")
    simulator.ask("POST", f"/sim/users/{lan.id}/text?bot=2", json={"text": "x"})
    wrong = "Bad Request: wrong file identifier/HTTP URL specified"
    assert other.refused("sendPhoto", chat_id=lan.id, photo=file_id) == wrong
    as_document = bot.refused("sendDocument", chat_id=lan.id, document=file_id)
    assert as_document == "Bad Request: can't use file of type Photo as Document"


@pytest.mark.parametrize(
    ("photo", "reason"),
    [
        (None, "there is no photo in the request"),
        ("BQACAgxxxx", "wrong file identifier/HTTP URL specified"),
        ("ư", "wrong file identifier/HTTP URL specified"),
        ("attach://nothing", "wrong file identifier/HTTP URL specified"),
        ("https://thon.vn/a.png", "failed to get HTTP URL content"),
    ],
)
def test_a_photo_that_is_nowhere_is_refused(bot: BotSide, lan: SimUser, photo: object, reason: str) -> None:
    assert bot.refused("sendPhoto", chat_id=lan.id, photo=photo) == f"Bad Request: {reason}"


def test_what_is_no_picture_is_refused_as_photo(simulator: SimulatorClient, lan: SimUser) -> None:
    for content, reason in ((b"text", "IMAGE_PROCESS_FAILED"), (b"", "file must be non-empty")):
        body = upload(simulator, "sendPhoto", {"photo": ("a.png", content)}, chat_id=lan.id)
        assert body["description"] == f"Bad Request: {reason}"


def test_captions_have_their_own_limit(bot: BotSide, lan: SimUser) -> None:
    lan.photo()
    file_id = bot.updates()[0]["message"]["photo"][0]["file_id"]
    assert bot.call("sendPhoto", chat_id=lan.id, photo=file_id, caption="ư" * 1024)
    words = bot.refused("sendPhoto", chat_id=lan.id, photo=file_id, caption="x" * 1025)
    assert words == "Bad Request: message caption is too long"


def test_an_album_is_several_messages_of_one_group(simulator: SimulatorClient, lan: SimUser) -> None:
    media = [{"type": "photo", "media": f"attach://p{n}", "caption": str(n)} for n in range(3)]
    files = {f"p{n}": (f"{n}.png", sample_png(n)) for n in range(3)}
    body = upload(simulator, "sendMediaGroup", files, chat_id=lan.id, media=json.dumps(media))
    assert [message["caption"] for message in body["result"]] == ["0", "1", "2"]
    assert len({message["media_group_id"] for message in body["result"]}) == 1
    assert len(lan.from_bot()) == 3


@pytest.mark.parametrize(
    ("media", "reason"),
    [
        ({}, "expected an Array of InputMedia"),
        ([], "there are no messages to send"),
        ([{}], "this stand-in refuses an album of one: the documentation asks for 2–10"),
        ([{}] * 11, "too many messages to send as an album"),
        ([{"type": "photo"}, {"type": "document"}], "document can't be mixed with other media types"),
        (["x", "y"], "can't parse InputMedia: this stand-in knows photo and document only"),
        ([{"type": "photo"}] * 2, "can't parse InputMedia: media not found"),
        (
            [{"type": "photo", "media": "x", "y": 1}] * 2,
            "can't parse InputMedia: this stand-in does not know ['y']",
        ),
    ],
)
def test_a_wrong_album_is_refused(bot: BotSide, lan: SimUser, media: object, reason: str) -> None:
    assert bot.refused("sendMediaGroup", chat_id=lan.id, media=media) == f"Bad Request: {reason}"


def test_caption_and_picture_can_be_edited(bot: BotSide, lan: SimUser) -> None:
    lan.photo(1)
    lan.photo(2)
    one, two = (update["message"]["photo"][-1]["file_id"] for update in bot.updates())
    sent = bot.call("sendPhoto", chat_id=lan.id, photo=one, caption="a")
    where = {"chat_id": lan.id, "message_id": sent["message_id"]}
    assert bot.call("editMessageCaption", **where, caption="b")["caption"] == "b"
    assert "caption" not in bot.call("editMessageCaption", **where)
    edited = bot.call("editMessageMedia", **where, media={"type": "photo", "media": two, "caption": "c"})
    assert (edited["photo"][-1]["file_id"], edited["caption"]) == (two, "c")
    text = bot.send(lan, "x")["message_id"]
    edited = bot.call(
        "editMessageMedia", chat_id=lan.id, message_id=text, media={"type": "photo", "media": one}
    )
    assert "text" not in edited


def test_a_file_too_big_to_download_is_refused(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient
) -> None:
    file = {"document": ("to.bin", b"\0" * (DOWNLOAD_LIMIT + 1))}
    body = upload(simulator, "sendDocument", file, chat_id=lan.id)
    file_id = body["result"]["document"]["file_id"]
    assert bot.refused("getFile", file_id=file_id) == "Bad Request: file is too big"
    assert bot.refused("getFile", file_id="AgACAgx") == "Bad Request: invalid file_id"
    assert bot.refused("getFile") == "Bad Request: file_id not specified"


def test_people_send_documents_and_albums(bot: BotSide, lan: SimUser, simulator: SimulatorClient) -> None:
    lan.document("danhsach.csv", "a,b", caption="Danh sách")
    lan.album(3)
    simulator.ask("POST", f"/sim/users/{lan.id}/photo", files={"file": ("a.jpg", JPEG, "image/jpeg")})
    simulator.ask("POST", f"/sim/users/{lan.id}/document", files={"file": ("a.bin", b"\0\1")})
    document, *album, photo, binary = (update["message"] for update in bot.updates())
    assert document["document"]["mime_type"] == "text/csv"
    assert document["caption"] == "Danh sách"
    assert len({message["media_group_id"] for message in album}) == 1
    assert photo["photo"][-1]["width"] == 640
    assert binary["document"]["mime_type"] == "application/octet-stream"


def test_what_phones_cannot_send_is_refused(lan: SimUser, simulator: SimulatorClient) -> None:
    path = f"/sim/users/{lan.id}"
    assert simulator.http.post(f"{path}/photo", files={"file": ("a.jpg", b"x")}).status_code == 400
    assert simulator.http.post(f"{path}/album", json={"samples": 0}).status_code == 400
    assert simulator.http.post(f"{path}/album", json={"samples": 11}).status_code == 400
    assert simulator.http.get("/sim/files/AgACAgx").status_code == 404


def test_the_size_of_a_picture_is_read_from_its_head() -> None:
    assert image_size(sample_png(0)) == (320, 200)
    assert image_size(b"GIF89a" + struct.pack("<HH", 7, 9)) == (7, 9)
    assert image_size(JPEG) == (640, 480)
    assert image_size(b"\xff\xd8\xff\xe0\x00\x04JF") is None
    assert image_size(b"\xff\xd8 no jpeg at all") is None
    assert image_size(b"\x89PNG\r\n\x1a\n") is None


def test_a_large_picture_has_four_sizes_and_ratio() -> None:
    files = Files()
    head = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 3000, 1500)
    sizes = describe(files.add("photo", "a.png", "", head), 1)["photo"]
    assert [(size["width"], size["height"]) for size in sizes] == [
        (90, 45),
        (320, 160),
        (800, 400),
        (1280, 640),
    ]


def test_a_photo_and_a_file_have_their_own_limits() -> None:
    with pytest.raises(ApiError, match="IMAGE_PROCESS_FAILED"):
        Files().add("photo", "a.png", "", sample_png(0) + b"\0" * 10 * 1024 * 1024)
    with pytest.raises(ApiError, match="Request Entity Too Large"):
        Files().add("document", "a.bin", "", b"\0" * (50 * 1024 * 1024 + 1))


def test_a_nameless_document_has_no_name() -> None:
    files = Files()
    file = files.add("document", "", "", b"x")
    assert set(describe(file, 1)["document"]) == {"file_id", "file_unique_id", "file_size"}
    assert file.path == f"documents/{file.key}"
    assert files.find(make_file_id(file, 1), 1) is file
