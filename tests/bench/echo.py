"""What the bot is compared with: a bare python-telegram-bot echo that stores nothing."""

import os

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


def main() -> None:
    url = os.environ["GOTHIYA_API_URL"] + "/bot"
    app = Application.builder().token(os.environ["GOTHIYA_TOKEN"]).base_url(url).build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.run_polling()


if __name__ == "__main__":
    main()
