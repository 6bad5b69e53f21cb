"""What is installed, as `cmake --install` installs it, for each architecture: all doors take theirs from there."""

import shutil

import parts
from settings import BUILD, NAME, run


def stage(release, architecture):
    """Returns the folder that stands for /usr. It contains no licences but ours: doors differ in how they give them."""
    top = BUILD / architecture.kernel / "installed"
    shutil.rmtree(top, ignore_errors=True)
    check_binary(architecture)
    run("cmake", "--install", architecture.build, "--prefix", f"{top}/usr")
    installed = top / "usr" / "bin" / NAME
    if installed.read_bytes() != architecture.binary.read_bytes():
        raise SystemExit(f"cmake --install changed {architecture.binary}; the release is not complete.")
    return top / "usr"


def documents(usr):
    return usr / "share" / "doc" / NAME


def check_binary(architecture):
    header = architecture.binary.read_bytes()[:20]
    if header[:4] != b"\x7fELF" or int.from_bytes(header[18:20], "little") != architecture.elf_machine:
        raise SystemExit(f"{architecture.binary} is not a program for {architecture.kernel}.")


def with_licenses(usr, target):
    """A copy of the installed files that goes anywhere: licences in full, and none of them only by name."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(usr, target)
    parts.write_licenses(documents(target) / "licenses", common=True)
    return target
