// Owns the part of the script that finds and makes elements.

extension PageScript {
    static let elements = #"""
        const find = (selector, root = document) => Array.from(root.querySelectorAll(selector));
        const make = (name, attributes = {}, text = "") => {
          const node = document.createElement(name);
          for (const key in attributes) node.setAttribute(key, attributes[key]);
          node.textContent = text;
          return node;
        };
        const draw = (name, attributes) => {
          const node = document.createElementNS("http://www.w3.org/2000/svg", name);
          for (const key in attributes) node.setAttribute(key, attributes[key]);
          return node;
        };
        const show = (node, isShown) => { node.style.display = isShown ? "" : "none"; };
        const percent = fraction => (fraction * 100).toFixed(3) + "%";
        const main = document.getElementById("main");
        """#
}
