"""All commands together: ``chungtay demo | run | migrate | invite | schedule | import | doctor``."""

import typer

from bot.cli.demo import demo
from bot.cli.doctor import doctor
from bot.cli.importing import importing
from bot.cli.invite import invite
from bot.cli.migrate import migrate
from bot.cli.run import run
from bot.cli.schedule import schedule

app = typer.Typer(
    name="chungtay",
    help="Chung Tay: trưởng thôn báo cáo hộ thoát nghèo qua Telegram. / Village heads report exits from poverty.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for _command in (demo, run, migrate, invite, schedule, doctor):
    app.command()(_command)
app.add_typer(importing, name="import", help="Nhập danh mục từ tệp CSV. / Import lists from CSV files.")
