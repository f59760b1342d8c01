"""QTI 2.1, a content package: a manifest, a test and an item a question. Written with the standard library."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

from assistant.quiz.exports.qti_item import QTI, write_item
from assistant.quiz.exports.shared import name_of, plain, title_of, xml_bytes
from assistant.quiz.items import Quiz

_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_WRITTEN = (2000, 1, 1, 0, 0, 0)
"""The time of every file in the package: the same quiz gives the same bytes."""


def write(quiz: Quiz) -> bytes:
    """Write a quiz as a zipped QTI 2.1 package."""
    names = [f"items/{item.id}.xml" for item in quiz.items]
    files = {"imsmanifest.xml": _manifest(names), "assessment.xml": _test(quiz, names)}
    for number, (item, name) in enumerate(zip(quiz.items, names, strict=True), start=1):
        files[name] = write_item(item, plain(name_of(item, number)))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name, _WRITTEN), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _manifest(names: list[str]) -> bytes:
    root = ET.Element("manifest", {"xmlns": _CP, "identifier": "MANIFEST-1"})
    metadata = ET.SubElement(root, "metadata")
    ET.SubElement(metadata, "schema").text = "QTIv2.1 Package"
    ET.SubElement(metadata, "schemaversion").text = "1.0.0"
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    test = ET.SubElement(resources, "resource", {"identifier": "TEST", "type": "imsqti_test_xmlv2p1", "href": "assessment.xml"})
    ET.SubElement(test, "file", {"href": "assessment.xml"})
    for number, name in enumerate(names, start=1):
        ET.SubElement(test, "dependency", {"identifierref": f"ITEM-{number}"})
        item = ET.SubElement(
            resources, "resource", {"identifier": f"ITEM-{number}", "type": "imsqti_item_xmlv2p1", "href": name}
        )
        ET.SubElement(item, "file", {"href": name})
    return xml_bytes(root)


def _test(quiz: Quiz, names: list[str]) -> bytes:
    root = ET.Element("assessmentTest", {"xmlns": QTI, "identifier": "TEST-1", "title": plain(title_of(quiz))})
    part = ET.SubElement(
        root, "testPart", {"identifier": "PART-1", "navigationMode": "nonlinear", "submissionMode": "individual"}
    )
    section = ET.SubElement(
        part, "assessmentSection", {"identifier": "SECTION-1", "title": plain(title_of(quiz)), "visible": "true"}
    )
    for number, name in enumerate(names, start=1):
        ET.SubElement(section, "assessmentItemRef", {"identifier": f"ITEM-{number}", "href": name})
    return xml_bytes(root)
