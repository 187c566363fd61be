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

          // A name may be as long as it likes; the whole of it is where the pointer rests.
          const longestName = 60;
          const short = name => name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
          const named = (made, name) => {
            made.textContent = short(name);
            if (name.length > longestName) made.title = name.slice(0, 2000);
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
            if (!answer.ok) throw Object.assign(new Error(`${path}: ${answer.status}`), { status: answer.status });
            return answer.json();
          };

        """#
}
