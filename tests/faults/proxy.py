"""nginx with the configuration in deploy/, on ports of the tests' own."""

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.faults.processes import PROJECT, Program, free_port

SHIPPED = PROJECT / "deploy" / "nginx.conf"
HOST = "localhost"


def find() -> str | None:
    """On Debian it is where only root looks."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


class Proxy(Program):
    def __init__(self, folder: Path, servers: list[int]) -> None:
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        self.folder, self.port, self.plain_port = folder, free_port(), free_port()
        make_certificate(folder)
        configuration = folder / "nginx.conf"
        configuration.write_text(whole(site(folder, servers, self.port, self.plain_port), folder))
        program = find()
        assert program, "nginx is not installed; .ci/run installs it."
        checked = subprocess.run([program, "-t", "-c", configuration], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr
        super().__init__(program, "-c", configuration, log=folder / "nginx.log")

    def told(self) -> str:
        """The log of requests."""
        return (self.folder / "catalog.log").read_text()


def site(folder: Path, servers: list[int], port: int, plain_port: int) -> str:
    """The shipped file, for one server or two, with nothing changed but ports, names and places."""
    text = SHIPPED.read_text()
    text = re.sub(r"\n *listen \[::\]:.*;", "", text)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{plain_port};")
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl http2;")
    text = text.replace("server_name wins.example.org;", f"server_name {HOST};")
    for server in (servers * 2)[:2]:
        text = text.replace("server 127.0.0.1:8000 ", f"server 127.0.0.1:{server} ", 1)
    text = re.sub(r"/etc/letsencrypt/live/[^/]+/", f"{folder}/", text)
    return text.replace("/var/log/nginx/", f"{folder}/")


def whole(inner: str, folder: Path) -> str:
    """What Debian's own nginx.conf is around it."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""
    return (
        f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/main.log emerg;\nworker_processes 1;\n"
        f"events {{}}\nhttp {{\ngzip on;\n{places}{inner}\n}}\n"
    )


def make_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
