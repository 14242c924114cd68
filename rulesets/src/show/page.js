"use strict";
(function () {
  const field = document.getElementById("filter");
  const found = document.getElementById("found");
  const articles = Array.from(document.querySelectorAll("article"));
  if (articles.length === 0) return;
  field.closest("p").hidden = false;
  field.addEventListener("input", function () {
    const wanted = field.value.trim().toLowerCase();
    let shown = 0;
    for (const article of articles) {
      article.hidden = wanted !== "" && !article.textContent.toLowerCase().includes(wanted);
      if (!article.hidden) shown += 1;
    }
    found.textContent = wanted === "" ? "" : shown + " / " + articles.length;
  });
})();
