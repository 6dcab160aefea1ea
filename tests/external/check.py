"""What another language's tools make of our files, schemas and output."""

import csv
import io
import json
import os
import re
import subprocess
import unittest
from pathlib import Path

import jsonschema
import yaml

CASE = "scenarios/kakaopay-stage-1"


class Words(yaml.BaseLoader):
    """Every value is a text, as in our languages; only nothing is nothing."""


Words.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(~|null|Null|NULL|)$"), ["~", "n", "N", ""])
Words.add_constructor("tag:yaml.org,2002:null", lambda loader, node: None)


def validator(name):
    schema = json.loads(Path(f"docs/schema/{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def check(output_format):
    """What `flowlaw check` prints. 0 and 1 are answers; the encoding does not depend on the machine."""
    run = subprocess.run([os.environ["FLOWLAW"], "check", CASE, "-f", output_format], capture_output=True)
    assert run.returncode in (0, 1), run.stderr.decode("utf-8")
    return run.stdout.decode("utf-8")


class Schemas(unittest.TestCase):
    def test_every_shipped_file_fits_its_schema(self):
        validators = {name: validator(name) for name in ("scenario", "rule")}
        files = [path for folder in ("rules", "scenarios") for path in sorted(Path(folder).rglob("*.yaml"))]
        self.assertGreater(len(files), 30)
        for path in files:
            text = path.read_text(encoding="utf-8")
            name = re.match(r"# yaml-language-server: \$schema=.*/(\w+)\.schema\.json\n", text).group(1)
            for document in yaml.load_all(text, Words):
                with self.subTest(file=str(path)):
                    self.assertEqual([error.message[:200] for error in validators[name].iter_errors(document)], [])

    def test_a_mistake_does_not_fit(self):
        right = "scenario: x\nparties: { shop: { established_in: KR } }"
        self.assertTrue(validator("scenario").is_valid(yaml.load(right, Words)))
        self.assertFalse(validator("scenario").is_valid(yaml.load(right.replace("parties", "partys"), Words)))

    def test_the_report_fits_its_schema(self):
        report = json.loads(check("json"))
        self.assertEqual([error.message[:200] for error in validator("report").iter_errors(report)], [])
        del report["findings"][0]["verdict"]
        self.assertFalse(validator("report").is_valid(report), "a finding without a verdict fits too")


class Tables(unittest.TestCase):
    def test_csv_and_json_have_the_same_rows(self):
        rows = list(csv.DictReader(io.StringIO(check("csv"), newline=""), strict=True))
        findings = json.loads(check("json"))["findings"]
        self.assertGreater(len(rows), 0)
        same = [(row["id"], row["verdict"]) for row in rows]
        self.assertEqual(same, [(finding["id"], finding["verdict"]) for finding in findings])
        for row in rows:
            self.assertNotIn(None, row, "a cell beyond the header")
            self.assertNotIn(None, row.values(), "a cell is missing")

    def test_markdown_tables_have_as_many_cells_in_every_row(self):
        tables = re.findall(r"(?:^\|.*\|\n)+", check("markdown"), re.MULTILINE)
        self.assertGreater(len(tables), 0)
        for table in tables:
            cells = {len(re.split(r"(?<!\\)\|", line)) for line in table.splitlines()}
            self.assertEqual(len(cells), 1, table)


if __name__ == "__main__":
    unittest.main()
