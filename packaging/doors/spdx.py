"""The list of what is inside, as SPDX 2.3 in JSON: the program for each architecture and what is linked into it."""

import time

import parts
from settings import ARCHITECTURES, NAME, sha256


def document(release):
    packages, relationships = [], []
    for architecture in ARCHITECTURES:
        own = f"SPDXRef-{NAME}-{architecture.debian}"
        packages.append(program(release, architecture, own))
        relationships.append(related("SPDXRef-DOCUMENT", "DESCRIBES", own))
        for part in parts.PARTS:
            inner = f"SPDXRef-{identifier(part)}-{architecture.debian}"
            packages.append(library(part, architecture, inner))
            relationships.append(related(own, "STATIC_LINK", inner))
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"{NAME}-{release.version}",
        "documentNamespace": f"{release.repository}/spdx/{NAME}-{release.version}-{release.commit}",
        "creationInfo": {
            "created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(release.epoch)),
            "creators": [f"Tool: {NAME}-release"],
        },
        "packages": packages,
        "relationships": relationships,
    }


def identifier(part):
    """SPDX knows letters, digits, dots and hyphens there."""
    return part.name.replace("+", "x")


def related(whole, how, other):
    return {"spdxElementId": whole, "relationshipType": how, "relatedSpdxElement": other}


def program(release, architecture, spdx_id):
    return {
        "name": NAME,
        "SPDXID": spdx_id,
        "versionInfo": release.version,
        "downloadLocation": release.url(release.tarball(architecture)),
        "packageFileName": f"bin/{NAME}",
        "filesAnalyzed": False,
        "checksums": [{"algorithm": "SHA256", "checksumValue": sha256(architecture.binary)}],
        "licenseConcluded": "MIT",
        "licenseDeclared": "MIT",
        "copyrightText": "Copyright (c) 2026 The sessions-mcp maintainers",
        "primaryPackagePurpose": "APPLICATION",
    }


def library(part, architecture, spdx_id):
    package, version, kind = parts.origin(part, architecture)
    return {
        "name": part.name,
        "SPDXID": spdx_id,
        "versionInfo": version,
        "supplier": "Organization: Debian",
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": part.license,
        "licenseDeclared": part.license,
        "copyrightText": "NOASSERTION",
        "comment": f"{part.name} for {architecture.kernel} from Debian's package {package}, linked statically.",
        "primaryPackagePurpose": "LIBRARY",
        "externalRefs": [{
            "referenceCategory": "PACKAGE-MANAGER",
            "referenceType": "purl",
            "referenceLocator": f"pkg:deb/debian/{package.replace('+', '%2B')}@{version.replace('+', '%2B')}?arch={kind}",
        }],
    }
