"""saima restore: an archive of saima backup becomes an instance again, in a folder and a database that hold nothing yet."""

import hashlib
import json
import shutil
import tarfile
import tempfile
import zlib
from pathlib import Path
from typing import Any

from flows.backing_up import DUMP, FORMAT, MANIFEST
from flows.instance import Instance
from flows.wrong_setting import WrongSetting, reading
from warehouse.database import Database
from warehouse.dump import Dumped, NotRestorable, check_empty, restore


def bring_back(archive: Path, home: Path, **flags: Any) -> Instance:
    """The instance as it was. Raises WrongSetting; what is there already is never overwritten."""
    home = home.resolve()
    if not _is_free(home):
        raise WrongSetting(f"{home} is not empty: restore into a new folder, so that nothing is overwritten")
    with reading(home.parent):
        home.parent.mkdir(parents=True, exist_ok=True)
        beside = tempfile.TemporaryDirectory(prefix=".saima-", dir=home.parent)
    with beside as folder:
        return _bring(archive, Path(folder), home, flags)


def _bring(archive: Path, beside: Path, home: Path, flags: dict[str, Any]) -> Instance:
    _unpack(archive, beside)
    dumped = Dumped(**json.loads((beside / DUMP).read_text(encoding="utf-8")))
    (beside / "home").mkdir(exist_ok=True)
    planned = Instance(beside / "home", **flags)  # its settings say where var/ and the warehouse will be
    if not planned.var.is_relative_to(planned.home) and not _is_free(planned.var):
        raise WrongSetting(f"{planned.var} is not empty: restore where nothing is overwritten")
    try:
        db = Database(planned.warehouse_url)
        check_empty(db, dumped)
        if not dumped.is_file:
            restore(db, beside / "warehouse", dumped)  # all or nothing, before anything is put in its place
        _put(beside / "home", home)
        instance = Instance(home, **flags)
        if (beside / "var").is_dir():
            _put(beside / "var", instance.var)
        if dumped.is_file:
            restore(Database(instance.warehouse_url), beside / "warehouse", dumped)
    except NotRestorable as error:
        raise WrongSetting(str(error)) from None
    return instance


def _is_free(folder: Path) -> bool:
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def _put(folder: Path, place: Path) -> None:
    for empty in [*sorted(place.rglob("*"), reverse=True), place] if place.exists() else []:
        empty.rmdir()  # opening a database may have made its folder
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(folder, place)


def _unpack(archive: Path, folder: Path) -> None:
    """Every member, compared with the archive's own list. Raises WrongSetting."""
    try:
        with tarfile.open(archive, "r:gz") as members:
            members.extractall(folder, filter="data")
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        why = "it was cut off" if isinstance(error, EOFError) else " ".join(str(error).split())
        raise WrongSetting(f"{archive}: no back-up that can be restored: {why}") from None
    if not (folder / MANIFEST).exists():
        raise WrongSetting(f"{archive}: no back-up of saima: it has no {MANIFEST}")
    said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if said.get("format") != FORMAT:
        raise WrongSetting(f"{archive}: made by another version of saima (format {said.get('format')})")
    for name, sha256 in said["sha256"].items():
        if not (folder / name).is_file() or _hash(folder / name) != sha256:
            raise WrongSetting(f"{archive}: {name} is not as it was backed up")


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
