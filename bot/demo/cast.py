"""Who plays in the demo. All of them are invented."""

from __future__ import annotations

from dataclasses import dataclass

from store.rules.roles import Role


@dataclass(frozen=True, slots=True)
class Player:
    """A person in the demo: their Telegram id, and the seats they hold; a stranger holds none.

    ``label`` says on the page who they are.
    """

    id: int
    name: str
    label: str
    role: Role | None = None
    units: tuple[str, ...] = ()


CAST = (
    Player(101, "Hồ Văn Thử", "Trưởng bản Khe Mẫu", Role.VILLAGE_HEAD, ("19318-91",)),
    Player(201, "Trần Thị Mẫu", "Cán bộ xã Kim Ngân", Role.COMMUNE_OFFICER, ("19318",)),
    Player(901, "Lê Văn Khách", "Chưa được mời"),
    Player(
        102, "Hồ Thị Ví Dụ", "Trưởng hai bản Suối Thử, Đồi Ví Dụ", Role.VILLAGE_HEAD, ("19318-92", "19318-93")
    ),
    Player(103, "Võ Văn Giả Định", "Trưởng thôn Bến Mẫu", Role.VILLAGE_HEAD, ("19249-91",)),
    Player(202, "Phan Thị Minh Họa", "Cán bộ xã Lệ Thủy", Role.COMMUNE_OFFICER, ("19249",)),
    Player(301, "Nguyễn Văn Theo Dõi", "Người theo dõi của tỉnh", Role.VIEWER, ("44",)),
    Player(401, "Đỗ Thị Quản Trị", "Quản trị viên", Role.ADMINISTRATOR, ("44",)),
)
