"""What a browser, LibreOffice and a SARIF reader make of our reports."""

import csv
import io
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import openpyxl
import pypdf
from playwright.sync_api import sync_playwright
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog

FLAGSHIP = "scenarios/kakaopay-alipay"
STAGES = [f"scenarios/kakaopay-stage-{stage}" for stage in (1, 2, 3)]
# An A4 sheet without the margins, at 96 dots an inch.
A4 = {"width": 703, "height": 1017}


def flowlaw(*arguments):
    run = subprocess.run([os.environ["FLOWLAW"], *arguments], capture_output=True)
    assert run.returncode == 0, run.stderr.decode("utf-8")
    return run.stdout.decode("utf-8")


class Folder(unittest.TestCase):
    """A folder of its own for the files of a test."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="flowlaw-"))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)


class Pages(Folder):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()
        super().tearDownClass()

    def opened(self, *arguments, **look):
        """A report in the browser, opened from disk. Whatever the page complains about or asks for is remembered."""
        path = self.folder / "page.html"
        flowlaw("report", *arguments, "-o", str(path))
        page = self.browser.new_page(viewport={"width": 1280, "height": 900}, **look)
        self.addCleanup(page.close)
        self.complaints, self.requests = [], []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(path.as_uri())
        self.assertEqual((self.complaints, self.requests), ([], [path.as_uri()]))
        return page

    def test_the_flagship_opens_from_disk_sorts_filters_and_tells_reasons(self):
        for lang in ("en", "ko"):
            page = self.opened(FLAGSHIP, "--lang", lang)
            self.assertEqual(page.locator("html").get_attribute("lang"), lang)
            table = page.locator("table[data-table=findings]")
            column = "td:nth-child(9)"
            cells = table.locator(f"tbody:not([hidden]) > tr:first-child > {column}")
            days = lambda: cells.evaluate_all("cells => cells.map(cell => cell.getAttribute('data-sort'))")
            before = days()
            head = table.locator("th[data-key=from] button")
            head.click()
            self.assertEqual(days(), sorted(before, key=int), "ascending")
            self.assertEqual(table.locator("th[data-key=from]").get_attribute("aria-sort"), "ascending")
            head.click()
            self.assertEqual(days(), sorted(before, key=int, reverse=True), "descending")
            region = page.locator(".table").filter(has=table)
            region.locator("select").select_option("violation")
            shown = table.locator("tbody:not([hidden])")
            count = shown.count()
            self.assertTrue(0 < count < len(before))
            self.assertIn(str(count), region.locator(".shown").inner_text())
            region.locator("input").fill("kr-pipa")
            self.assertTrue(0 < shown.count() < count)
            details = shown.first.locator("details")
            self.assertFalse(details.locator("dl").is_visible())
            details.locator("summary").click()
            self.assertTrue(details.locator("dl").is_visible())
            self.assertIn("scenario.yaml:", details.inner_text())
            page.locator("table[data-table=lines] a").nth(4).click()
            self.assertTrue(page.locator("#line-5").is_visible(), "a number leads to its rows, filtered or not")
            self.assertEqual(self.complaints, [])
            self.assertTrue(all(url.startswith("file://") for url in self.requests), self.requests)

    def test_it_is_dark_where_the_reader_likes_it_dark(self):
        shades = []
        for scheme in ("light", "dark"):
            page = self.opened(STAGES[0], color_scheme=scheme)
            shades.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        self.assertEqual(shades, ["rgb(255, 255, 255)", "rgb(13, 17, 23)"])

    def test_every_control_has_a_name_and_every_table_a_head(self):
        page = self.opened(STAGES[1])
        nameless = page.evaluate("""() => Array.from(document.querySelectorAll('button, input, select, a, summary, [role=img], [role=region]'))
            .filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels.length) || e.getAttribute('aria-labelledby')))
            .map(e => e.outerHTML.slice(0, 120))""")
        self.assertEqual(nameless, [])
        self.assertEqual(page.locator("table:not(:has(thead th[scope=col]))").count(), 0)
        levels = page.evaluate("Array.from(document.querySelectorAll('h1, h2')).map(e => e.tagName)")
        self.assertEqual((levels[0], levels.count("H1")), ("H1", 1))

    def test_nothing_is_cut_on_paper(self):
        for lang in ("en", "ko"):
            page = self.opened(FLAGSHIP, "--lang", lang)
            page.locator("details.folded > summary").evaluate_all("list => list.forEach(e => e.click())")
            page.set_viewport_size(A4)
            page.emulate_media(media="print")
            wide = page.evaluate("""() => Array.from(document.querySelectorAll('body *'))
                .filter(e => e.getClientRects().length && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .map(e => e.tagName + ' ' + e.textContent.slice(0, 60))""")
            self.assertEqual(wide[:5], [], "reaches over the edge of the sheet")
            cut = page.evaluate("""() => Array.from(document.querySelectorAll('td, th, p, li'))
                .filter(e => e.getClientRects().length && e.scrollWidth > e.clientWidth + 1)
                .map(e => e.tagName + ' ' + e.textContent.slice(0, 60))""")
            self.assertEqual(cut[:5], [], "is wider than its place")
            self.assertFalse(page.locator("nav").is_visible())

    def test_handouts_of_the_teaching_stages_fit_two_pages(self):
        page = self.browser.new_page()
        self.addCleanup(page.close)
        kinds = [["irac"], ["irac", "--blank"], ["ci"], ["record"], ["brief", "--for", "kakaopay"]]
        for stage in STAGES:
            for lang in ("en", "ko"):
                for kind in kinds:
                    path = self.folder / "handout.html"
                    flowlaw("report", stage, "--lang", lang, "--handout", *kind, "-o", str(path))
                    page.goto(path.as_uri())
                    pages = len(pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)
                    self.assertLessEqual(pages, 2, (stage, lang, kind))

    def test_a_hostile_scenario_runs_nothing(self):
        nasty = "<img src=x onerror=alert(1)><script>alert(1)</script>\\u202e"
        path = self.folder / "scenario.yaml"
        path.write_text(
            f'scenario: hostile\nlaw: [kr]\ntitle: "{nasty}"\nparties:\n  a: {{ name: "{nasty}", established_in: KR }}\n'
            f'  b: {{ established_in: US }}\npeople:\n  users: {{ of: a, located_in: KR, title: "{nasty}" }}\n'
            f'flows:\n  f: {{ from: a, to: b, data: [email], title: "{nasty}", period: 2024-01-01..2024-02-01 }}\n',
            encoding="utf-8",
        )
        dialogs = []
        page = self.opened(str(path))
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.reload()
        self.assertEqual((dialogs, page.locator("body img").count(), self.complaints), ([], 0, []))
        self.assertIn("<script>alert(1)</script>", page.locator("h1").inner_text())


class Spreadsheets(Folder):
    def test_libreoffice_opens_it_without_a_word_and_sees_the_same_rows(self):
        book = self.folder / "case.xlsx"
        flowlaw("report", FLAGSHIP, "-o", str(book))
        out = self.folder / "converted"
        run = subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{self.folder}/office", "--headless", "--convert-to", "ods:calc8", "--outdir", str(out), str(book)],
            capture_output=True, text=True, timeout=300)
        # LibreOffice speaks of a missing Java, which it does not need for this.
        words = [line for line in run.stderr.splitlines() if "javaldx" not in line and line.strip()]
        self.assertEqual((run.returncode, words), (0, []))
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{self.folder}/office", "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(out / "case.ods")],
            check=True, capture_output=True, timeout=300)
        ours, theirs = openpyxl.load_workbook(book), openpyxl.load_workbook(out / "case.xlsx")
        self.assertEqual(ours.sheetnames, theirs.sheetnames)
        for name in ours.sheetnames:
            rows = [[[cell for cell in row] for row in sheet.iter_rows(values_only=True)] for sheet in (ours[name], theirs[name])]
            shorter = min(len(row) for row in rows[1])
            self.assertEqual([row[:shorter] for row in rows[0]], [row[:shorter] for row in rows[1]][: len(rows[0])], name)

    def test_every_sheet_is_a_table_with_a_filter_and_a_frozen_head(self):
        book = self.folder / "stage.xlsx"
        flowlaw("report", STAGES[1], "-o", str(book))
        sheets = openpyxl.load_workbook(book).worksheets
        self.assertGreater(len(sheets), 7)
        for sheet in sheets[1:]:
            table, = sheet.tables.values()
            self.assertEqual((table.ref, sheet.freeze_panes), (sheet.dimensions, "A2"), sheet.title)
            self.assertEqual(table.autoFilter.ref, table.ref)
            self.assertTrue(all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row), "a formula")


class Sarif(unittest.TestCase):
    def test_it_fits_the_schema_and_what_code_hosts_ask_for(self):
        for case in (FLAGSHIP, *STAGES, "scenarios/student"):
            text = flowlaw("report", case, "--format", "sarif")
            SarifLog.model_validate_json(text)
            run, = json.loads(text)["runs"]
            rules = run["tool"]["driver"]["rules"]
            self.assertEqual(len({rule["id"] for rule in rules}), len(rules))
            for rule in rules:
                self.assertTrue(rule["help"]["text"] and rule["help"]["markdown"] and rule["shortDescription"]["text"])
                self.assertLessEqual(len(rule["properties"]["tags"]), 20)
            self.assertLessEqual(len(run["results"]), 25_000)
            for result in run["results"]:
                self.assertEqual(rules[result["ruleIndex"]]["id"], result["ruleId"])
                self.assertTrue(result["message"]["text"] and result["partialFingerprints"])
                self.assertGreaterEqual(len(result["locations"]), 1)
                for place in [*result["locations"], *result.get("relatedLocations", [])]:
                    self.shows_its_snippet(place["physicalLocation"])

    def shows_its_snippet(self, place):
        """What the log says about a place is what stands there."""
        region = place["region"]
        lines = Path(place["artifactLocation"]["uri"]).read_text(encoding="utf-8").splitlines(keepends=True)
        self.assertGreaterEqual(region["startColumn"], 1)
        if region["startLine"] == region["endLine"]:
            line = lines[region["startLine"] - 1]
            self.assertEqual(line[region["startColumn"] - 1:region["endColumn"] - 1], region["snippet"]["text"])

    def test_a_log_with_a_mistake_does_not_fit(self):
        log = json.loads(flowlaw("report", STAGES[0], "--format", "sarif"))
        log["runs"][0]["results"][0]["message"] = "a bare string"
        with self.assertRaises(ValueError):
            SarifLog.model_validate(log)
        log = json.loads(flowlaw("report", STAGES[0], "--format", "sarif"))
        log["runs"][0]["results"][0]["unheard_of"] = 1
        with self.assertRaises(ValueError):
            SarifLog.model_validate(log)


class Documents(unittest.TestCase):
    def test_both_languages_tell_the_same_rows(self):
        rows = {}
        for lang in ("en", "ko"):
            text = flowlaw("report", FLAGSHIP, "--lang", lang, "--format", "csv")
            rows[lang] = [(row["id"], row["verdict"], row["people_min"], row["people_max"], row["from"], row["through"])
                          for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)]
        self.assertGreater(len(rows["en"]), 100)
        self.assertEqual(rows["en"], rows["ko"])


if __name__ == "__main__":
    unittest.main()
