"use strict";
// Sorting, filtering and opening; the page says everything without it.
(function () {
  function each(list, action) { Array.prototype.forEach.call(list, action); }

  function value(group, at) {
    var cell = group.rows[0].cells[at];
    if (!cell) { return ""; }
    if (cell.hasAttribute("data-sort")) {
      var text = cell.getAttribute("data-sort");
      return text === "" ? null : Number(text);
    }
    return cell.textContent;
  }

  function compare(a, b) {
    if (a === null) { return b === null ? 0 : 1; }
    if (b === null) { return -1; }
    if (typeof a === "number") { return a - b; }
    return a.localeCompare(b, document.documentElement.lang, { numeric: true });
  }

  function sort(table, head, at) {
    var down = head.getAttribute("aria-sort") === "ascending";
    each(table.tHead.rows[0].cells, function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    var groups = Array.prototype.slice.call(table.tBodies).map(function (group, place) {
      return { group: group, place: place, value: value(group, at) };
    });
    groups.sort(function (a, b) {
      var empty = (a.value === null) !== (b.value === null);
      var order = compare(a.value, b.value);
      if (down) { if (!empty) { order = -order; } }
      return order || a.place - b.place;
    });
    groups.forEach(function (entry) { table.appendChild(entry.group); });
  }

  function filter(region) {
    var search = region.querySelector("input");
    var select = region.querySelector("select");
    var words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    var verdict = select ? select.value : "";
    var shown = 0;
    each(region.querySelector("table").tBodies, function (group) {
      var text = group.textContent.toLowerCase();
      var fits = words.every(function (word) { return text.indexOf(word) !== -1; });
      if (verdict !== "") { if (!group.querySelector("tr:first-child [data-verdict='" + verdict + "']")) { fits = false; } }
      group.hidden = !fits;
      if (fits) { shown += 1; }
    });
    region.querySelector(".shown").textContent = region.getAttribute("data-shown").replace("{0}", String(shown));
  }

  function reveal() {
    var target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    if (!target) { return; }
    for (var outer = target; outer; outer = outer.parentElement) {
      if (outer.tagName === "DETAILS") { outer.open = true; }
      if (outer.tagName === "TBODY") { outer.hidden = false; }
    }
    target.scrollIntoView();
  }

  each(document.querySelectorAll(".tools"), function (tools) { tools.hidden = false; });
  each(document.querySelectorAll(".table"), function (region) {
    var table = region.querySelector("table");
    each(table.tHead.rows[0].cells, function (head, at) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.title = head.getAttribute("data-label");
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () { sort(table, head, at); });
    });
    each(region.querySelectorAll("input, select"), function (field) {
      field.addEventListener("input", function () { filter(region); });
    });
  });
  each(document.querySelectorAll("[data-open]"), function (button) {
    button.addEventListener("click", function () {
      each(document.querySelectorAll(".proof"), function (proof) { proof.open = button.getAttribute("data-open") === "all"; });
    });
  });
  window.addEventListener("hashchange", reveal);
  reveal();
})();
