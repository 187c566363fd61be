// Owns the part of the script that copies links to sections, and opens what a link points to.

extension PageScript {
    static let links = #"""
        const copy = async text => {
          try {
            await navigator.clipboard.writeText(text);
            return true;
          } catch {
            return false;
          }
        };
        for (const section of find("section[id]")) {
          const title = section.querySelector("h2");
          const label = "Copy link to " + title.textContent;
          const button = make("button", { type: "button", class: "link", "aria-label": label, title: label }, "#");
          button.addEventListener("click", async () => {
            const link = location.href.replace(/#.*/, "") + "#" + section.id;
            // Where nothing may be copied the link stands in the address bar.
            if (!await copy(link)) location.hash = section.id;
            button.textContent = "Copied";
            setTimeout(() => { button.textContent = "#"; }, 2000);
          });
          title.after(button);
        }
        const open = () => {
          const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
          if (!target || !target.closest("details")) return;
          target.closest("details").open = true;
          target.scrollIntoView();
        };
        addEventListener("hashchange", open);
        open();
        """#
}
