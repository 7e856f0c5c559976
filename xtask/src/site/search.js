// The search: over an index that comes as a script, so that it works from a file as well.
// `/` begins, arrows choose, Enter opens, Escape ends; `?q=WORDS` in the address begins with those.
(() => {
  "use strict";
  const root = document.body.dataset.root;
  const input = document.getElementById("search");
  const list = document.getElementById("results");
  let chosen = -1;

  const score = (entry, words) => {
    let sum = 0;
    for (const word of words) {
      const title = entry.title.toLowerCase();
      if (title.includes(word)) sum += title.endsWith(word) ? 20 : 10;
      else if (entry.summary.toLowerCase().includes(word)) sum += 4;
      else if (entry.text.includes(word)) sum += 1;
      else return 0;
    }
    return sum;
  };

  const choose = (index) => {
    const options = [...list.children];
    chosen = options.length === 0 ? -1 : (index + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    }
  };

  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = words.length === 0 ? [] : window.SEARCH_INDEX
      .map((entry) => [score(entry, words), entry])
      .filter(([points]) => points > 0)
      .sort(([one], [other]) => other - one)
      .slice(0, 20);
    list.replaceChildren(...found.map(([, entry], at) => {
      const option = document.createElement("li");
      option.id = `result-${at}`;
      option.setAttribute("role", "option");
      const link = document.createElement("a");
      link.href = root + entry.url;
      link.tabIndex = -1;
      const title = document.createElement("code");
      title.textContent = entry.title;
      const summary = document.createElement("small");
      summary.textContent = entry.summary;
      link.append(title, summary);
      option.append(link);
      return option;
    }));
    input.setAttribute("aria-expanded", String(found.length > 0));
    choose(0);
  };

  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter") list.children[chosen]?.firstChild.click();
    else if (event.key === "Escape") { input.value = ""; show(); }
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
    }
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    input.value = asked;
    show();
  }
})();
