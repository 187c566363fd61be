// Owns the part of the script that sorts tables by a column.

extension PageScript {
    /// Rows without a number stay last, whichever way the others go.
    static let tables = #"""
        const sortBy = (table, column, head) => {
          const body = table.tBodies[0];
          const isText = Array.from(body.rows).every(row => sortKey(row.cells[column].textContent) === null);
          const isDown = head.hasAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : !isText;
          for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
          head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
          const keys = new Map(Array.from(body.rows, row => {
            const cell = row.cells[column];
            return [row, isText ? cell.innerText.trim() : sortKey(cell.textContent)];
          }));
          const order = (a, b) => isText ? a.localeCompare(b, "en") : a - b;
          body.append(...Array.from(body.rows).sort((a, b) => {
            const one = keys.get(a), two = keys.get(b);
            if (one === null || two === null) return (one === null) - (two === null);
            return isDown ? order(two, one) : order(one, two);
          }));
        };
        for (const table of find("main table, header table")) {
          const rows = Array.from(table.tBodies[0].rows);
          if (rows.length < 2 || table.dataset.order) continue;
          Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
            if (!rows.some(row => row.cells[column] && row.cells[column].textContent.trim())) return;
            const button = make("button", { type: "button", class: "sort" }, head.textContent);
            button.addEventListener("click", () => sortBy(table, column, head));
            head.replaceChildren(button);
          });
        }
        """#
}
