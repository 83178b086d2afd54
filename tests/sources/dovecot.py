"""Dovecot on loopback, as a process of its own with a configuration of its own; needs Debian's dovecot-imapd."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.sources.servers import HOST, PASSWORD, USER, Served, free_port, wait_for

_CONFIGURED = """
protocols = imap
listen = {host}
base_dir = {place}/run
state_dir = {place}/run
log_path = {place}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{place}/mail
first_valid_uid = 1
default_internal_user = dovecot
default_login_user = dovenull
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={user} home={place}
}}
namespace inbox {{
  inbox = yes
}}
"""


@contextmanager
def dovecot(unix_user: str = "mail") -> Iterator[Served]:
    """Mails belong to Debian's user `mail`, for Dovecot takes none for root; so its folder is one that this user can reach."""
    with tempfile.TemporaryDirectory(prefix="saima-dovecot-", ignore_cleanup_errors=True) as folder:
        place, port = Path(folder), free_port()
        place.chmod(0o755)
        shutil.chown(place, unix_user, unix_user)
        configured = place / "dovecot.conf"
        configured.write_text(_CONFIGURED.format(host=HOST, place=place, port=port, password=PASSWORD, user=unix_user))
        server = subprocess.Popen(["dovecot", "-F", "-c", str(configured)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(port)
            yield Served(f"imap://{HOST}:{port}", place, {"unit": "from sender", "user": USER})
        finally:
            server.terminate()
            server.wait(20)
