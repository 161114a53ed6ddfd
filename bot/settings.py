"""What can an operator set, and what does each setting mean?

`config.toml` becomes one frozen, validated `Settings`; secrets may come from the environment
instead. Adding a setting is adding a field here: `config.example.toml` is written from it.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from rapidfuzz import process

SAMPLE = Path(__file__).resolve().parent.parent / "knowledge" / "sample"
HOME = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "onrecord"


_PLACES = {SAMPLE: "articles", HOME: "home"}  # what the example shows instead of this machine's folders


class SettingsError(Exception):
    """A setting that cannot be used; its text is one line that says which and what to do."""


class Section(BaseModel):
    """A table of the configuration file; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


class BuildSettings(Section):
    """How a folder of articles becomes a build."""

    workers: int = Field(
        0, ge=0, le=64, description="Worker processes that read articles; 0 is one per processor."
    )
    keep: int = Field(
        5, ge=1, le=100, description="How many builds are kept, so that a reload can be undone."
    )
    max_file_mb: int = Field(20, ge=1, le=1000, description="Larger files are reported and left out.")
    watch: bool = Field(
        default=False, description="Reload by itself when files in the articles folder change."
    )


class AccessSettings(Section):
    """Who may do what."""

    operators: tuple[str, ...] = Field(
        (), description='Who may reload and correct: platform and user id, as "telegram:12345".'
    )


class LimitSettings(Section):
    """How much anybody may ask."""

    user_per_minute: int = Field(20, ge=1, description="Questions of one person a minute.")
    chat_per_minute: int = Field(60, ge=1, description="Questions in one chat a minute.")
    all_per_second: int = Field(50, ge=1, description="Questions in all a second.")
    question_characters: int = Field(8000, ge=100, description="Longer questions are refused.")


class TelegramSettings(Section):
    """The Telegram adapter; it runs when there is a token."""

    token: SecretStr = Field(SecretStr(""), description="From @BotFather; better as ONRECORD_TELEGRAM_TOKEN.")
    api_url: str = Field(
        "https://api.telegram.org",
        pattern=r"^https?://[^/\s]+",
        description="Another Bot API server, as a self-hosted one.",
    )
    stale_after_s: int = Field(
        3600,
        ge=0,
        description="Questions that waited longer, as while the bot was off, are left; 0: none are.",
    )
    webhook_url: str = Field(
        "",
        pattern=r"^$|^https?://[^/\s]+",
        description="Public address to be sent updates at; empty: long polling.",
    )
    webhook_listen: str = Field(
        "127.0.0.1:8443",
        pattern=r"^\S+:\d{1,5}$",
        description="Where to listen for updates sent to webhook_url, behind your proxy.",
    )
    webhook_ip: str = Field(
        "", description="Send updates to this address, whatever the name in webhook_url resolves to."
    )
    webhook_connections: int = Field(
        40, ge=1, le=100, description="How many updates may be sent to webhook_url at once."
    )


class DiscordSettings(Section):
    """The Discord adapter; it runs when there is a token."""

    token: SecretStr = Field(
        SecretStr(""), description="From the developer portal; better as ONRECORD_DISCORD_TOKEN."
    )
    api_url: str = Field(
        "https://discord.com/api/v10", description="Another server of Discord's protocol, for tests."
    )
    guilds: tuple[int, ...] = Field(
        (), description="Ids of the servers that get the commands; none: all servers, and private chats."
    )
    answers_as: Literal["components", "embeds", "plain"] = Field(
        "components", description="How answers look: components, embeds, or plain text."
    )
    public_answers: bool = Field(
        default=True, description="Everybody in the channel sees answers; false: only who asked."
    )
    public_notices: bool = Field(
        default=False, description="Everybody sees errors, help and settings; false: only who asked."
    )
    message_content: bool = Field(
        default=False,
        description="Use the privileged Message Content intent; only needed to read replied-to messages.",
    )
    shard_count: int = Field(0, ge=0, description="Connections in all; 0 is as many as Discord recommends.")
    shard_ids: tuple[int, ...] = Field(
        (), description="Which of the connections this process holds; none: all of shard_count."
    )


class WebSettings(Section):
    """Pages for those who watch the bot; they are served when there is an address."""

    listen: str = Field(
        "",
        pattern=r"^$|^\S*:\d{1,5}$",
        description='Where /metrics, /healthz and /readyz are served, as "127.0.0.1:9464"; empty: nowhere.',
    )


class Settings(BaseSettings):
    """Everything an operator can set; every field has a default."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix="ONRECORD_", env_nested_delimiter="_", env_nested_max_split=1
    )

    articles: Path = Field(SAMPLE, description="The folder of articles; without one, the sample.")
    home: Path = Field(HOME, description="Where builds and state are kept.")
    language: str = Field("en", description="The language of fixed strings where a chat has chosen none.")
    page_length: int = Field(5, ge=1, le=20, description="How many records a page of an answer shows.")
    journal_days: int = Field(
        30,
        ge=1,
        le=3650,
        description="How long the journal of answers is kept; it never holds what anybody wrote.",
    )
    backups: int = Field(
        7, ge=0, le=365, description="How many daily copies of the state are kept in home/backups; 0: none."
    )
    stop_together: bool = Field(
        default=True,
        description="End when one platform cannot serve; false lets the others go on.",
    )
    log_format: Literal["console", "json"] = Field("console", description="How log lines are written.")
    build: BuildSettings = BuildSettings()
    access: AccessSettings = AccessSettings()
    limits: LimitSettings = LimitSettings()
    telegram: TelegramSettings = TelegramSettings()
    discord: DiscordSettings = DiscordSettings()
    web: WebSettings = WebSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file, so that a secret never needs to be written down."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings


def load(file: Path | None = None, **overrides: Any) -> Settings:
    """The settings of `file` (TOML), the environment and `overrides`, which win.

    Relative folders in a file are relative to it.

    Raises:
        SettingsError: the file cannot be read, or a key or value in it is wrong.
    """
    values: dict[str, Any] = {}
    if file is not None:
        try:
            values = tomllib.loads(file.read_text("utf-8"))
        except OSError as error:
            raise SettingsError(f"{file}: {error.strerror}; give an existing file with --config") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{file}: not TOML: {error}") from None
        for key in ("articles", "home"):
            if isinstance(values.get(key), str):
                values[key] = file.parent / values[key]
    try:
        settings = Settings(**values)
        return settings.model_copy(update={k: v for k, v in overrides.items() if v is not None})
    except ValidationError as error:
        raise SettingsError("; ".join(_explained(e, file) for e in error.errors())) from None


def example() -> str:
    """The text of `config.example.toml`: every setting, its meaning and its default."""
    tables = {name: f for name, f in Settings.model_fields.items() if _section(f)}
    lines = ["# Every setting with its default. Copy to config.toml and change what you need.", ""]
    lines += [
        line
        for name, f in Settings.model_fields.items()
        if name not in tables
        for line in _example_of(name, f)
    ]
    for name, field in tables.items():
        section = _section(field)
        if section is not None:
            lines += [f"# {(section.__doc__ or '').strip()}", f"[{name}]"]
            lines += [line for key, f in section.model_fields.items() for line in _example_of(key, f)]
    return "\n".join(lines)


def _example_of(name: str, field: FieldInfo) -> list[str]:
    return [f"# {field.description}", f"#{name} = {_toml(field.default)}", ""]


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, tuple | list):
        return f"[{', '.join(_toml(v) for v in value)}]"
    if isinstance(value, SecretStr):
        return '""'
    if value in _PLACES:
        return f'"{_PLACES[value]}"'
    return f'"{value}"'


def _section(field: FieldInfo) -> type[Section] | None:
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, Section) else None


def _known_keys() -> list[str]:
    keys = list(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        if section := _section(field):
            keys += [f"{name}.{key}" for key in section.model_fields]
    return keys


def _explained(error: Any, file: Path | None) -> str:
    """One validation error as a sentence: where, which key, what is wrong, what is nearest."""
    key = ".".join(str(part) for part in error["loc"])
    where = f"{file}: " if file else ""
    if error["type"] == "extra_forbidden":
        nearest = process.extractOne(key, _known_keys(), score_cutoff=50)
        hint = f"; did you mean {nearest[0]}?" if nearest else ""
        return f"{where}unknown setting {key}{hint}"
    return f"{where}setting {key}: {error['msg'][0].lower()}{error['msg'][1:]}"
