"""Owns what the page's script adds, driven as a reader does it: use_page.py PAGE. Prints what does not work."""

import base64
import os
import re
import sys

from browser import chromium, served, show
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

faults = []
claims = 0


def expect(is_true, claim):
    global claims
    claims += 1
    if not is_true:
        faults.append(claim)


class Page:
    """What a reader does with a page."""

    def __init__(self, driver):
        self.driver = driver

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def chart(self, name):
        return self.one(f'svg[aria-labelledby^="{name}-t"]')

    def at(self, chart, share):
        """The pointer at a share of a chart's width, in its middle."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", chart)
        width = self.driver.execute_script("return arguments[0].getBoundingClientRect().width", chart)
        return ActionChains(self.driver).move_to_element_with_offset(chart, round((share - 0.5) * width), 0)

    def click(self, button):
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
        button.click()

    def views(self):
        """The view boxes of what stretches in the charts over time."""
        return {str(round(float(plot.get_dom_attribute("viewBox").split()[2]))) for plot in self.all("svg.t > svg[viewBox]")}

    def column(self, table, index):
        cells = table.find_elements(By.CSS_SELECTOR, f"tbody tr > :nth-child({index + 1})")
        return [cell.text.replace(",", "") for cell in cells]


def check_hover(page):
    tip = page.one(".tip")
    expect(not tip.is_displayed(), "no values are shown before anyone points at a chart")
    page.at(page.chart("rps"), 0.5).perform()
    expect(tip.is_displayed() and "succeeded" in tip.text and "a second" in tip.text, "a chart shows its values")
    crosses = len(page.all("svg.t .cross"))
    expect(crosses == len(page.all("svg.t")) > 5, "the cross stands in every chart over time")
    before = tip.text
    page.at(page.chart("rps"), 0.9).perform()
    expect(tip.text != before, "another place has other values")
    page.at(page.chart("latency-time"), 0.5).perform()
    expect("p95" in tip.text and " s" in tip.text.replace("\u00a0", " "), "latencies have their unit")
    box = tip.rect
    expect(0 <= box["x"] and box["x"] + box["width"] <= 1280, "values stand on the page")
    page.at(page.chart("latency-time"), 0.99).perform()
    expect(tip.rect["x"] + tip.rect["width"] <= 1280, "values at the right end stand on the page")


def check_zoom(page):
    chart = page.chart("rps")
    labels = lambda: [text.text for text in chart.find_elements(By.CSS_SELECTOR, ".ta text, .tz text") if text.text]
    whole, bar = labels(), page.one(".zoom")
    page.at(chart, 0.4).click_and_hold().perform()
    # A hand does not keep to a line: the drag ends among the words below the chart.
    page.at(chart, 0.6).move_by_offset(0, chart.rect["height"]).release().perform()
    expect(len(page.views()) == 1 and 150 < float(page.views().pop()) < 250, "all charts show the part together")
    expect(bar.is_displayed() and "Shown: 10:3" in bar.text, "the page says which part is shown")
    expect(labels() and labels() != whole, "the time axis tells the part's times")
    page.driver.save_screenshot(os.environ["LTB_PICTURE"]) if "LTB_PICTURE" in os.environ else None
    bar.find_element(By.CSS_SELECTOR, "button").click()
    expect(page.views() == {"1000"} and labels() == whole and not bar.is_displayed(), "all is shown again")
    page.driver.execute_script("addEventListener('selectstart', () => document.title = 'selected')")
    label = chart.find_elements(By.CSS_SELECTOR, ".ta text")[2]
    ActionChains(page.driver).click_and_hold(label).move_by_offset(200, 0).release().perform()
    expect(page.driver.title != "selected", "dragging over the words of a chart selects none")
    bar.find_element(By.CSS_SELECTOR, "button").click()
    page.driver.execute_script("arguments[0].focus()", chart)
    ActionChains(page.driver).send_keys(Keys.ARROW_RIGHT).perform()
    expect(page.one(".tip").is_displayed(), "the arrow keys show values")
    ActionChains(page.driver).send_keys("+").perform()
    expect(page.views() == {"500"}, "the plus key halves the part")
    ActionChains(page.driver).send_keys("-").perform()
    expect(page.views() == {"1000"}, "the minus key doubles it")
    ActionChains(page.driver).send_keys("+", Keys.ESCAPE).perform()
    expect(page.views() == {"1000"}, "the escape key shows all")


def check_tables(page):
    table = page.one('[aria-label="Models"] table')
    head = table.find_elements(By.CSS_SELECTOR, "thead th")[1]
    button = head.find_element(By.CSS_SELECTOR, "button")
    page.click(button)
    numbers = [int(text) for text in page.column(table, 1)]
    expect(numbers == sorted(numbers, reverse=True) and head.get_attribute("aria-sort") == "descending",
           "a click sorts from most to least")
    button.send_keys(Keys.ENTER)
    numbers = [int(text) for text in page.column(table, 1)]
    expect(numbers == sorted(numbers) and head.get_attribute("aria-sort") == "ascending", "a key sorts the other way")
    names = table.find_elements(By.CSS_SELECTOR, "thead th")[0]
    page.click(names.find_element(By.CSS_SELECTOR, "button"))
    words = page.column(table, 0)
    expect(words == sorted(words) and head.get_attribute("aria-sort") is None, "words are sorted as words")
    cost = next(i for i, th in enumerate(table.find_elements(By.CSS_SELECTOR, "thead th")) if th.text == "Cost")
    page.click(table.find_elements(By.CSS_SELECTOR, "thead th button")[cost])
    expect(page.column(table, cost)[-1] == "unpriced", "what has no number stays last")


def check_dates(page):
    """The demo starts on 15 January: of days without a year the first of January is the last."""
    table = page.one('[aria-label="Slowest requests, table"] table')
    ended = next(i for i, th in enumerate(table.find_elements(By.CSS_SELECTOR, "thead th")) if th.text == "Ended")
    for order in (["16 Jan 09:00", "16 Jan 10:00", "31 Dec 23:00", "1 Jan 01:00"],
                  ["2024-12-31 10:00", "2025-02-01 09:00", "2026-01-15 09:00", "2026-01-15 10:00"]):
        script = """const [table, column, texts] = arguments;
            [...table.tBodies[0].rows].slice(texts.length).forEach(row => row.remove());
            texts.forEach((text, index) => table.tBodies[0].rows[index].cells[column].textContent = text);"""
        page.driver.execute_script(script, table, ended, [order[index] for index in (2, 0, 3, 1)])
        button = table.find_elements(By.CSS_SELECTOR, "thead th")[ended].find_element(By.CSS_SELECTOR, "button")
        for expected in (order[::-1], order):
            page.click(button)
            expect(page.column(table, ended) == expected, "dates are sorted as such: " + ", ".join(expected))
        page.click(table.find_elements(By.CSS_SELECTOR, "thead th button")[0])


def check_paper(page):
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    script = """const sizes = selector => [...document.querySelectorAll(selector)].map(it => parseFloat(getComputedStyle(it).fontSize));
        return [sizes("body")[0], Math.max(...sizes("footer, small, code, caption, td, dd:not(.v), figcaption p"))]"""
    body, largest = page.driver.execute_script(script)
    expect(largest < body, "on paper what is beside the text is smaller than it")
    heads = page.driver.execute_script(
        "return [...document.querySelectorAll('th button')].map(it => getComputedStyle(it).display)")
    expect(heads and set(heads) == {"contents"}, "heads of tables hold no box on paper, so they stand again overleaf")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    paper = {"preferCSSPageSize": True, "printBackground": True}
    pdf = base64.b64decode(page.driver.execute_cdp_cmd("Page.printToPDF", paper)["data"])
    sheets = len(re.findall(rb"/Type */Page\b", pdf))
    expect(5 < sheets <= 10, f"the demo is on few sheets of paper, not on {sheets}")


def check_series(page):
    chart = page.chart("latency-time")
    figure = chart.find_element(By.XPATH, "ancestor::figure[1]")
    keys = figure.find_elements(By.CSS_SELECTOR, "button.switch")
    expect([key.text.strip() for key in keys] == ["p50", "p95"], "each series that is drawn has a key")
    page.click(keys[0])
    marks = chart.find_elements(By.CSS_SELECTOR, '[data-s="0"]')
    isOff = all(mark.value_of_css_property("display") == "none" for mark in marks)
    expect(isOff and keys[0].get_attribute("aria-pressed") == "false", "a key switches its series off")
    page.click(keys[0])
    expect(all(mark.value_of_css_property("display") != "none" for mark in marks), "and on again")
    legend = page.chart("rps").find_element(By.XPATH, "ancestor::figure[1]")
    expect(len(legend.find_elements(By.CSS_SELECTOR, "button.switch")) > 1, "the names of colours are keys")


def check_links(page):
    button = page.one("section#latency button.link")
    grant = {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    page.driver.execute_cdp_cmd("Browser.grantPermissions", grant)
    page.click(button)
    text = page.driver.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    expect(text.endswith("#latency") and button.text == "Copied", "a link to a section is copied")


def main(path):
    folder, name = os.path.split(os.path.abspath(path))
    with chromium() as driver, served(folder) as (root, _):
        show(driver, root + name, 1280)
        page = Page(driver)
        for check in (check_hover, check_zoom, check_tables, check_series, check_links, check_paper, check_dates):
            check(page)
        for entry in driver.get_log("browser"):
            faults.append("console: " + entry["message"])
    for fault in faults:
        print("not so: " + fault)
    print(f"{claims} claims, {len(faults)} faults")


main(sys.argv[1])
