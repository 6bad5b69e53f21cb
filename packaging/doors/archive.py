"""Archives that depend on their contents and the release's time alone: sorted, owned by root, without anybody's umask."""

import gzip
import io
import pathlib
import tarfile
import time
import zipfile


def files_below(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def mode_of(path):
    return 0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644


def tar_gz(target, folder, top, epoch):
    """Everything in `folder`, below a folder of the name `top`."""
    with open(target, "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for path in [folder, *sorted(folder.rglob("*"))]:
                entry = tarfile.TarInfo(str(pathlib.PurePath(top, path.relative_to(folder))))
                entry.mtime, entry.mode, entry.uname, entry.gname = epoch, mode_of(path), "root", "root"
                if path.is_dir():
                    entry.type = tarfile.DIRTYPE
                    archive.addfile(entry)
                else:
                    contents = path.read_bytes()
                    entry.size = len(contents)
                    archive.addfile(entry, io.BytesIO(contents))


def zip_file(target, folder, epoch):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files_below(folder):
            entry = zipfile.ZipInfo(str(path.relative_to(folder)), time.gmtime(epoch)[:6])
            entry.create_system = 3  # Unix: what follows is a mode
            entry.external_attr = (0o100000 | mode_of(path)) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())


def gzipped(contents):
    """As gzip -9n makes it."""
    packed = io.BytesIO()
    with gzip.GzipFile("", "wb", 9, packed, 0) as file:
        file.write(contents)
    return packed.getvalue()
