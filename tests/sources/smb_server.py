"""An SMB server over a folder, on loopback: port, folder, user, password."""

import sys

from impacket import nt_errors, smbserver
from impacket.ntlm import compute_lmhash, compute_nthash
from impacket.smbserver import SimpleSMBServer

smbserver.STATUS_NO_SUCH_FILE = nt_errors.STATUS_OBJECT_NAME_NOT_FOUND  # as Windows and Samba say of a file that is not there


def main(port: str, folder: str, user: str, password: str) -> None:
    server = SimpleSMBServer(listenAddress="127.0.0.1", listenPort=int(port))
    server.addShare("SHEETS", folder, readOnly="no")
    server.setSMB2Support(True)
    server.addCredential(user, 0, compute_lmhash(password), compute_nthash(password))
    server.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
