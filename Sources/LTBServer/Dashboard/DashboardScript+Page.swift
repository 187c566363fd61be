// Owns how the dashboard's script reaches its page and its server.

extension DashboardScript {
    /// The part with which the script begins: elements, names of any length, questions to the server.
    static let page = #"""
        "use strict";
        (() => {
          const byID = id => document.getElementById(id);
          // Names come from anyone: they are only ever set as text.
          const element = (name, className, text) => {
            const made = document.createElement(name);
            if (className) made.className = className;
            if (text !== undefined) made.textContent = text;
            return made;
          };
          const shape = (name, attributes, text) => {
            const made = document.createElementNS("http://www.w3.org/2000/svg", name);
            for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
            if (text !== undefined) made.textContent = text;
            return made;
          };
          const setText = (id, text) => { const target = byID(id); if (target.textContent !== text) target.textContent = text; };

          // What would not be seen as itself, or would turn what is around it: its number is shown, as on a report's page.
          const unseen = /(?![\u200c\u200d\p{M}])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;
          const picture = character => {
            const code = character.codePointAt(0);
            return code < 0x20 ? String.fromCodePoint(0x2400 + code) : code === 0x7f ? "␡"
              : `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
          };
          const visible = text => text.replace(unseen, picture).replace(/(\p{M}{4})\p{M}+/gu, "$1")
            .replace(/^\p{M}/u, "\u25cc$&").replace(/(\u200d{8})\u200d+/g, "$1");
          const shown = name => name.trim() ? visible(name) : name ? "(blank)" : "(no name)";
          // A name may be as long as it likes; the whole of it is where the pointer rests.
          const longestName = 60;
          const cut = text => text.length > longestName ? `${text.slice(0, longestName - 1)}…` : text;
          const short = name => cut(shown(name));
          const named = (made, name) => {
            const text = shown(name.slice(0, 2000));
            made.textContent = cut(text);
            if (text.length > longestName) made.title = text;
            return made;
          };

          // Asking the server.
          const token = () => sessionStorage.getItem("ltb-token") || "";
          const ask = async (path, body) => {
            const signal = AbortSignal.timeout(20000);
            const headers = token() ? { Authorization: `Bearer ${token()}` } : {};
            if (body) headers["Content-Type"] = "application/json";
            const answer = await fetch(path, body ? { method: "POST", headers, signal, body: JSON.stringify(body) } : { headers, signal });
            byID("access").hidden = answer.status !== 401;
            setText("refused", token() ? "The server does not take this token." : "");
            if (!answer.ok) throw Object.assign(new Error(`${path}: ${answer.status}`), { status: answer.status });
            return answer.json();
          };

        """#
}
